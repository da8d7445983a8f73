import Agent
import LinuxSystem

/// How the connections of a transfer are set up, at the end that sends.
struct TransferSettings: Codable, Sendable {
    /// How long is sent, in seconds.
    var seconds: Double
    /// The most that each stream may send.
    var bytesPerSecond: Double?
    /// The congestion control; cubic where nil and there is one.
    var congestionControl: String?

    /// Bytes that may wait in the sender's kernel unsent, so that the end of a transfer is not far behind its time.
    private static let mostUnsent = 4 << 20

    /// Waits of the threads' loops between looks at the clock.
    private static let tick: Int64 = 100_000_000

    /// The same in nanoseconds; a day at most.
    var nanoseconds: Int64 { Int64(max(0, min(seconds, 86_400)) * 1e9) }

    func prepare(_ socket: TCPSocket) throws {
        try socket.choose(congestionControl: congestionControl)
        try socket.limitUnsent(Self.mostUnsent)
        try Self.prepareForThreads(socket)
    }

    static func prepareForThreads(_ socket: TCPSocket) throws {
        try socket.setBlocking(true)
        try socket.setPatience(nanoseconds: tick)
    }

    /// Sends on all of `sockets`, each on a thread of its own.
    func send(on sockets: [TCPSocket], bytes: TransferBytes, cancellation: Cancellation) throws -> [StreamSender
        .Outcome]
    {
        _ = TransferBlock.shared
        for socket in sockets { try prepare(socket) }
        let end = MonotonicClock.now + nanoseconds
        let rate = bytesPerSecond.map { max(1, min($0, 1e12)) }
        let senders = sockets.enumerated().map {
            StreamSender(socket: $1, bytes: bytes[$0], cancellation: cancellation)
        }
        return try BlockingThread.each(senders) { $0.run(until: end, bytesPerSecond: rate) }.map { try $0.get() }
    }

    /// Receives on all of `sockets`, each on a thread of its own.
    static func receive(
        on sockets: [TCPSocket], bytes: TransferBytes, cancellation: Cancellation
    ) throws -> [StreamReceiver.Outcome] {
        for socket in sockets { try prepareForThreads(socket) }
        let receivers = sockets.enumerated().map {
            StreamReceiver(socket: $1, bytes: bytes[$0], cancellation: cancellation)
        }
        return try BlockingThread.each(receivers) { $0.run() }.map { try $0.get() }
    }
}
