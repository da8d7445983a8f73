public import LinuxSystem

/// The near end's side of data connections: connects, proves the token, and has the far end prove it too.
public struct DataConnection: Sendable {
    /// The stream's number, by which the far end knows what it is for.
    public let stream: UInt32

    /// What is measured.
    public let socket: TCPSocket

    /// Bytes of payload that are sent before the measurement's own.
    public static let helloBytes = DataHello.length
    /// Bytes of payload that are received before the measurement's own.
    public static let answerBytes = DataHello.answerLength

    /// Connects `socket` to the far end within `nanoseconds`.
    public init(
        _ socket: TCPSocket, to address: SocketAddress, stream: UInt32, token: Token,
        nanoseconds: Int64 = 5_000_000_000
    ) throws {
        let deadline = MonotonicClock.now + nanoseconds
        let hello = try DataHello(stream: stream, token: token)
        try socket.sendAtOnce()
        try socket.connect(to: address, nanoseconds: nanoseconds)
        _ = try unsafe hello.bytes.withUnsafeBytes { try unsafe socket.send($0) }
        var answer: [UInt8] = []
        while answer.count < DataHello.answerLength {
            guard try socket.descriptor.waitReadable(nanoseconds: max(0, deadline - MonotonicClock.now)) else {
                throw AgentError(
                    "what listens on \(address) took the connection and said nothing: something else has the port")
            }
            var part = [UInt8](repeating: 0, count: DataHello.answerLength - answer.count)
            let count = try unsafe part.withUnsafeMutableBytes { try unsafe socket.receive(into: $0) } ?? 0
            guard count > 0 else {
                throw AgentError(
                    "what listens on \(address) closed the connection: it is not the far end, or refuses the token")
            }
            answer += part[..<count]
        }
        guard hello.isAnswer(answer, by: token) else {
            throw AgentError("what listens on \(address) is not the far end: its proof of the token is wrong")
        }
        self.stream = stream
        self.socket = socket
    }
}
