private import CLinux
import Glibc

/// A socket that takes TCP connections.
public final class TCPListener: Sendable {
    /// The socket, for its options, which those that are accepted inherit.
    public let socket: TCPSocket

    /// Listens on `address`, with room for `backlog` connections that nobody has accepted yet.
    public init(on address: SocketAddress, device: String? = nil, backlog: Int32 = 4096) throws(SystemError) {
        socket = try TCPSocket(address.address.family)
        try socket.reuseAddress()
        if let device { try socket.bind(toDevice: device) }
        try socket.bind(to: address)
        try system("listen on \(address)") { listen(socket.descriptor.number, backlog) }
        try socket.setBlocking(false)
    }

    /// Where it listens.
    public var address: SocketAddress? { socket.localAddress }

    /// A connection on which no call waits; nil when there is none now.
    public func accept() throws(SystemError) -> TCPSocket? {
        let number = try unpatient("accept a connection") {
            let answer = clinux_accept(socket.descriptor.number)
            // What became of a connection before it was accepted is no fault of the listener: accept(2).
            return answer < 0 && [ECONNABORTED, EPROTO].contains(errno) ? again() : Int(answer)
        }
        return number.map { TCPSocket(owning: Descriptor(owning: Int32($0))) }
    }

    private func again() -> Int {
        errno = EINTR
        return -1
    }
}
