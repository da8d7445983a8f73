import Glibc
import LinuxSystem
import Synchronization
import Trial

/// The page's number to the source, and the page back, over TCP on loopback: as little as a network can do.
final class LoopbackConversation: PageConversation {
    private let source: MemoryMapping
    private let sourceEnd: TCPSocket
    private let destinationEnd: TCPSocket

    /// What was asked for, in the order in which it comes.
    private let asked = Mutex<[Int]>([])

    init(source: MemoryMapping) throws {
        guard let loopback = InternetAddress("127.0.0.1") else { preconditionFailure("this is an address") }
        self.source = source
        let listener = try TCPListener(on: SocketAddress(loopback, port: 0))
        guard let address = listener.address else { preconditionFailure("a listener has an address") }
        destinationEnd = try TCPSocket(.ipv4)
        try destinationEnd.connect(to: address, nanoseconds: 1_000_000_000)
        _ = try listener.socket.descriptor.waitReadable(nanoseconds: 1_000_000_000)
        guard let accepted = try listener.accept() else { preconditionFailure("the connection is there") }
        sourceEnd = accepted
        try sourceEnd.setBlocking(true)
        for end in [sourceEnd, destinationEnd] { try end.sendAtOnce() }
    }

    /// Starts a thread at each end.
    func start(server: PageServer, pager: DemandPager) throws {
        try BlockingThread { [self] in
            while let page = try unsafe receive(8, at: sourceEnd, { unsafe $0.load(as: Int.self) }) {
                try server.demand(page)
            }
        }.detach()
        try BlockingThread { [self] in
            while true {
                let page = try unsafe receive(MemoryMapping.pageBytes, at: destinationEnd) { bytes in
                    let page = asked.withLock { $0.removeFirst() }
                    try unsafe pager.put([page..<page + 1], RawSpan(_unsafeBytes: bytes))
                    return page
                }
                guard page != nil else { return }
            }
        }.detach()
    }

    func demand(_ page: Int) throws {
        asked.withLock { $0.append(page) }
        try unsafe withUnsafeBytes(of: page) { try unsafe sendAll($0, from: destinationEnd) }
    }

    func send(_ pages: Range<Int>, isDemanded: Bool) throws {
        try unsafe sendAll(UnsafeRawBufferPointer(source.bytes(of: pages)), from: sourceEnd)
    }

    private func sendAll(_ bytes: UnsafeRawBufferPointer, from end: TCPSocket) throws {
        var sent = 0
        while sent < bytes.count {
            sent += try unsafe end.send(UnsafeRawBufferPointer(rebasing: bytes[sent...])) ?? 0
        }
    }

    private func receive<Value>(
        _ count: Int, at end: TCPSocket, _ body: (UnsafeRawBufferPointer) throws -> Value
    ) throws -> Value? {
        try unsafe withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { bytes in
            var done = 0
            while done < count {
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
                guard let received = try unsafe end.receive(into: rest), received > 0 else { return nil }
                done += received
            }
            return try unsafe body(UnsafeRawBufferPointer(bytes))
        }
    }
}
