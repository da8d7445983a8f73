import Glibc
import LinuxSystem
import Synchronization

/// The loop of a listener: one thread, one poll(2), whatever knocks.
final class Door: Sendable {
    let listener: TCPListener
    let stop: Cancellation
    let refusals = Mutex(DataListener.Refusals())

    private let token: Token
    private let hellos: UsedHellos
    private let accept: @Sendable (UInt32, TCPSocket) -> Void

    init(
        listener: TCPListener, token: Token, hellos: UsedHellos,
        accept: @escaping @Sendable (UInt32, TCPSocket) -> Void
    ) throws {
        self.listener = listener
        self.token = token
        self.hellos = hellos
        self.accept = accept
        stop = try Cancellation()
    }

    /// A connection that has yet to prove the token.
    private struct Visitor {
        let socket: TCPSocket
        let deadline: Int64
        var bytes: [UInt8] = []
    }

    /// Takes connections until told to stop.
    func run() throws {
        var visitors: [Visitor] = []
        while !stop.isCancelled {
            let ready = try wait(for: visitors)
            for (index, visitor) in visitors.enumerated().reversed()
            where ready.contains(visitor.socket.descriptor.number) {
                if let visitor = hear(visitor) {
                    visitors[index] = visitor
                } else {
                    visitors.remove(at: index)
                }
            }
            let now = MonotonicClock.now
            refuse(\.silent, visitors.count { $0.deadline <= now })
            visitors.removeAll { $0.deadline <= now }
            if ready.contains(listener.socket.descriptor.number) { admit(&visitors) }
        }
    }

    private func wait(for visitors: [Visitor]) throws -> Set<Int32> {
        var waited =
            ([listener.socket.descriptor.number, stop.descriptor]
            + visitors.map { $0.socket.descriptor.number }).map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
        // The oldest comes first, and is the first to run out of time.
        let rest = visitors.first.map { max(0, ($0.deadline - MonotonicClock.now) / 1_000_000 + 1) } ?? -1
        try system("wait") { unsafe poll(&waited, nfds_t(waited.count), Int32(clamping: rest)) }
        return Set(waited.filter { $0.revents != 0 }.map(\.fd))
    }

    /// Takes all that wait now; the oldest make room for the newest, whose hello may already be on its way.
    private func admit(_ visitors: inout [Visitor]) {
        for _ in 0..<DataListener.mostPending {
            let socket: TCPSocket
            do {
                guard let next = try listener.accept() else { return }
                socket = next
            } catch {
                // No more descriptors, say: the next round may have some.
                _ = stop.sleep(nanoseconds: 10_000_000)
                return
            }
            if visitors.count >= DataListener.mostPending {
                visitors.removeFirst()
                refuse(\.crowdedOut, 1)
            }
            visitors.append(Visitor(socket: socket, deadline: MonotonicClock.now + DataListener.patience))
        }
    }

    /// Hears what a visitor says; nil when it has been let in or turned away.
    private func hear(_ visitor: Visitor) -> Visitor? {
        var visitor = visitor
        var part = [UInt8](repeating: 0, count: DataHello.length - visitor.bytes.count)
        let count: Int?
        do {
            count = try unsafe part.withUnsafeMutableBytes { try unsafe visitor.socket.receive(into: $0) }
        } catch {
            count = 0
        }
        guard let count else { return visitor }
        visitor.bytes += part[..<count]
        if count > 0, visitor.bytes.count < DataHello.length { return visitor }
        // Who leaves without a word only looked whether the port is open.
        guard !visitor.bytes.isEmpty else { return nil }
        guard let hello = DataHello(visitor.bytes) else {
            refuse(\.garbage, 1)
            return nil
        }
        guard hello.isProved(by: token) else {
            refuse(\.unproved, 1)
            return nil
        }
        guard hellos.use(hello.nonce) else {
            refuse(\.replayed, 1)
            return nil
        }
        try? visitor.socket.sendAtOnce()
        // A buffer that is empty takes a few bytes; a peer that has gone by now shows soon enough.
        _ = try? unsafe hello.answer(with: token).withUnsafeBytes { try unsafe visitor.socket.send($0) }
        accept(hello.stream, visitor.socket)
        return nil
    }

    private func refuse(_ reason: WritableKeyPath<DataListener.Refusals, Int>, _ count: Int) {
        guard count > 0 else { return }
        refusals.withLock { $0[keyPath: reason] += count }
    }
}
