public import LinuxSystem

/// How the data connections of a pair are opened.
public struct DataRoute: Sendable {
    /// The near end's address, where it is pinned.
    public var near: InternetAddress?
    /// The near end's interface, where it is pinned.
    public var interface: String?

    /// The far end's address and port.
    public var far: SocketAddress

    /// The buffers of the connections, the system's own where nil.
    public var bufferBytes: Int?
    /// Their congestion control.
    public var congestionControl: String?

    /// A way to `far`.
    public init(
        near: InternetAddress?, interface: String?, far: SocketAddress, bufferBytes: Int?, congestionControl: String?
    ) {
        self.near = near
        self.interface = interface
        self.far = far
        self.bufferBytes = bufferBytes
        self.congestionControl = congestionControl
    }

    /// Opens and proves a connection.
    public func open(stream: UInt32, token: Token, nanoseconds: Int64 = 5_000_000_000) throws -> DataConnection {
        let socket = try TCPSocket(far.address.family)
        if let interface { try socket.bind(toDevice: interface) }
        if let near { try socket.bind(to: SocketAddress(near, port: 0)) }
        // Before the SYN: the window's scale is settled there.
        if let bufferBytes { try socket.setBuffers(bufferBytes) }
        try socket.choose(congestionControl: congestionControl)
        return try DataConnection(socket, to: far, stream: stream, token: token, nanoseconds: nanoseconds)
    }
}
