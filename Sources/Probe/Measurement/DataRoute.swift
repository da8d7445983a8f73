import Agent
import LinuxSystem

/// How the data connections of a pair are opened.
struct DataRoute: Sendable {
    /// The near end's address and interface, where they are pinned.
    var near: InternetAddress?
    var interface: String?

    /// The far end's address and port.
    var far: SocketAddress

    /// The buffers of the connections, the system's own where nil, and their congestion control.
    var bufferBytes: Int?
    var congestionControl: String?

    /// The two ends of a connection.
    struct Ends: Sendable, Hashable {
        var near: SocketAddress
        var far: SocketAddress
    }

    /// Opens and proves a connection.
    func open(stream: UInt32, token: Token) throws -> DataConnection {
        let socket = try TCPSocket(far.address.family)
        if let interface { try socket.bind(toDevice: interface) }
        if let near { try socket.bind(to: SocketAddress(near, port: 0)) }
        // Before the SYN: the window's scale is settled there.
        if let bufferBytes { try socket.setBuffers(bufferBytes) }
        try socket.choose(congestionControl: congestionControl)
        return try DataConnection(socket, to: far, stream: stream, token: token)
    }

    func ends(of socket: TCPSocket) throws -> Ends {
        guard let near = socket.localAddress else { throw MeasurementError("a connection has lost its address") }
        return Ends(near: near, far: far)
    }
}
