private import CLinux
import Glibc

extension TCPSocket {
    /// Two sockets that are connected to each other within this process: socketpair(2).
    ///
    /// They take the place of a connection where something stands between it and its user; the options of TCP they do not have.
    public static func pair() throws(SystemError) -> (TCPSocket, TCPSocket) {
        var ends: [Int32] = [-1, -1]
        try system("make a pair of sockets") {
            unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends)
        }
        return (
            TCPSocket(owning: Descriptor(owning: ends[0])), TCPSocket(owning: Descriptor(owning: ends[1]))
        )
    }
}
