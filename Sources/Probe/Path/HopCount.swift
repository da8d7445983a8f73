public import LinuxSystem

/// How many routers are on the way, by echo requests and UDP datagrams whose hop limit rises.
///
/// Routers that answer nothing are counted all the same: the far end answers the first request that gets past them all. Those
/// within a tunnel are not seen.
public struct HopCount: Sendable, Equatable {
    /// How many routers; nil when the far end answered none of the packets.
    public private(set) var routers: Int?

    /// The routers that answered, by how many are before them.
    public private(set) var named: [Int: InternetAddress] = [:]

    /// What became of one packet.
    enum Answer: Sendable, Equatable {
        /// The far end answered.
        case arrived
        /// A router let it expire.
        case expired(InternetAddress)
    }

    /// Finds it by `ask`, which sends a packet for each hop limit and returns what was answered.
    init(limit: Int, ask: ([Int]) -> [Int: Answer]) {
        var answers: [Int: Answer] = [:]
        var start = 1
        while start <= limit, !answers.values.contains(.arrived) {
            let end = start == 1 ? min(7, limit) : limit
            // Packets get lost, and routers answer only so many in a second; where nothing answers at all, less is tried.
            for round in 0..<3 where round < 2 || !answers.isEmpty {
                let first = answers.filter { $0.value == .arrived }.keys.min() ?? end + 1
                let open = (start..<first).filter { answers[$0] == nil }
                if open.isEmpty { break }
                answers.merge(ask(open)) { old, _ in old }
            }
            start = end + 1
        }
        routers = answers.filter { $0.value == .arrived }.keys.min().map { $0 - 1 }
        for (hops, answer) in answers {
            if case .expired(let router) = answer, hops <= routers ?? limit { named[hops - 1] = router }
        }
    }

    /// Measures.
    ///
    /// - Parameters:
    ///   - ends: Between which addresses.
    ///   - patience: How long answers are waited for, in nanoseconds, each of at most six times, by echo and by UDP.
    ///   - cancellation: Ends it early.
    public static func measure(
        _ ends: PathEnds, patience: Int64 = 1_000_000_000, unless cancellation: Cancellation
    ) throws(MeasurementError) -> HopCount {
        // Echo may be forbidden here, where UDP never is.
        if let echo = try? EchoHops(ends) {
            let count = HopCount(limit: 30) { echo.ask($0, patience, cancellation) }
            if count.routers != nil || cancellation.isCancelled { return count }
        }
        let datagrams = try DatagramHops(ends)
        return HopCount(limit: 30) { datagrams.ask($0, patience, cancellation) }
    }
}

/// Echo requests with a hop limit; their number is it.
private struct EchoHops {
    private let socket: EchoSocket

    init(_ ends: PathEnds) throws(MeasurementError) { socket = try EchoSocket(ends) }

    func ask(_ limits: [Int], _ patience: Int64, _ cancellation: Cancellation) -> [Int: HopCount.Answer] {
        for limit in limits {
            try? socket.setHopLimit(limit)
            _ = socket.send(UInt16(limit), payload: 32)
            guard cancellation.sleep(nanoseconds: 2_000_000) else { return [:] }
        }
        var answers: [Int: HopCount.Answer] = [:]
        let deadline = MonotonicClock.now &+ patience
        while limits.contains(where: { answers[$0] == nil }),
            socket.wait(until: deadline, unless: cancellation) == .ready
        {
            while let arrival = socket.next() {
                switch arrival {
                case .reply(let limit, _): answers[Int(limit)] = .arrived
                case .error(let limit?, let error) where error.meaning == .hopLimitExceeded:
                    if let router = error.offender, answers[Int(limit)] == nil {
                        answers[Int(limit)] = .expired(router)
                    }
                default: break
                }
            }
        }
        return answers
    }
}

/// UDP datagrams with a hop limit to ports that nobody listens on; the port tells it.
private final class DatagramHops {
    private static let firstPort: UInt16 = 33_434
    private let socket: InternetSocket
    private let destination: InternetAddress

    init(_ ends: PathEnds) throws(MeasurementError) {
        destination = ends.to
        do throws(SystemError) {
            socket = try InternetSocket(ends.to.family, .datagram, .udp)
            if let interface = ends.interface { try socket.bind(toInterface: interface) }
            if let from = ends.from { try socket.bind(to: from) }
        } catch {
            throw MeasurementError("\(error)")
        }
    }

    func ask(_ limits: [Int], _ patience: Int64, _ cancellation: Cancellation) -> [Int: HopCount.Answer] {
        for limit in limits {
            try? socket.setHopLimit(limit)
            try? socket.send([], to: SocketAddress(destination, port: Self.firstPort &+ UInt16(limit)))
            guard cancellation.sleep(nanoseconds: 2_000_000) else { return [:] }
        }
        var answers: [Int: HopCount.Answer] = [:]
        let deadline = MonotonicClock.now &+ patience
        while limits.contains(where: { answers[$0] == nil }),
            (try? socket.descriptor.waitReadable(until: deadline, unless: cancellation)) == .ready
        {
            unsafe withUnsafeTemporaryAllocation(byteCount: 2048, alignment: 8) { buffer in
                while unsafe socket.receive(into: buffer) != nil {}
                while let message = unsafe socket.receiveError(into: buffer) { take(message, &answers) }
            }
        }
        return answers
    }

    private func take(_ message: ReceivedMessage, _ answers: inout [Int: HopCount.Answer]) {
        guard let port = message.peer?.port, port > Self.firstPort, let error = message.error,
            let offender = error.offender
        else { return }
        let limit = Int(port - Self.firstPort)
        if offender.bytes == destination.bytes {
            answers[limit] = .arrived
        } else if error.meaning == .hopLimitExceeded, answers[limit] == nil {
            answers[limit] = .expired(offender)
        }
    }
}
