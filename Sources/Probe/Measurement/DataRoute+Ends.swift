import Agent
import LinuxSystem

extension DataRoute {
    /// The two ends of a connection.
    struct Ends: Sendable, Hashable {
        var near: SocketAddress
        var far: SocketAddress
    }

    /// The ends by which a capture knows the connection of `socket`.
    func ends(of socket: TCPSocket) throws -> Ends {
        guard let near = socket.localAddress else { throw MeasurementError("a connection has lost its address") }
        return Ends(near: near.inPackets, far: far.inPackets)
    }
}
