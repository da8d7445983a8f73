import CLinux
import Glibc

/// One attempt to open a TCP connection, which is closed at once when it succeeds.
public struct Handshake: Sendable, Equatable {
    /// How it ended.
    public enum Answer: Sendable, Equatable {
        /// The connection was accepted.
        case accepted
        /// It was refused: by a reset, or by an ICMP message that is given.
        case refused(QueuedError?)
        /// Nothing came before the deadline.
        case silent
        /// It failed for another reason, of errno(3), told by an ICMP message where that is given.
        case failed(Int32, QueuedError?)
        /// Somebody wanted to stop.
        case cancelled
    }

    /// How it ended.
    public let answer: Answer

    /// How long it took.
    public let nanoseconds: Int64

    /// Whether the kernel sent its SYN more than once, so that the time says nothing about the round trip (Karn).
    public let isAmbiguous: Bool

    /// The port that it was sent from.
    public let localPort: UInt16

    /// Opens a connection to `destination`, from `source` where it is given, by `deadline` on the monotonic clock.
    public static func attempt(
        to destination: SocketAddress, from source: InternetAddress?, interface: String? = nil, until deadline: Int64,
        unless cancellation: Cancellation
    ) throws(SystemError) -> Handshake {
        let family = destination.address.family
        let socket = Descriptor(
            owning: try system("open a TCP socket") {
                Glibc.socket(family.domain, Int32(clinux_SOCK_STREAM | clinux_SOCK_FLAGS), 0)
            })
        try setOption(socket.number, family.level, family == .ipv4 ? IP_RECVERR : IPV6_RECVERR, 1)
        if let interface {
            try system("use only the interface \(interface)") {
                unsafe setsockopt(
                    socket.number, SOL_SOCKET, SO_BINDTODEVICE, interface, socklen_t(interface.utf8.count))
            }
        }
        if let source {
            try system("send from \(source)") {
                unsafe SocketAddress(source, port: 0).withPointer { unsafe bind(socket.number, $0, $1) }
            }
        }
        let start = MonotonicClock.now
        let result = unsafe destination.withPointer { unsafe connect(socket.number, $0, $1) }
        var number = result == 0 ? 0 : errno
        var wake = Wake.ready
        if number == EINPROGRESS {
            wake = try socket.waitWritable(until: deadline, unless: cancellation)
            number = wake == .ready ? pendingError(of: socket.number) : 0
        }
        let time = MonotonicClock.now - start
        var information = clinux_tcp_info()
        var size = socklen_t(MemoryLayout<clinux_tcp_info>.size)
        _ = unsafe getsockopt(socket.number, Int32(IPPROTO_TCP), TCP_INFO, &information, &size)
        return Handshake(
            answer: answer(wake, number, socket.number), nanoseconds: time,
            isAmbiguous: information.total_retrans > 0, localPort: localPort(of: socket.number))
    }

    private static func answer(_ wake: Wake, _ number: Int32, _ socket: Int32) -> Answer {
        switch wake {
        case .late: return .silent
        case .cancelled: return .cancelled
        case .ready: break
        }
        switch number {
        case 0: return .accepted
        case ETIMEDOUT: return .silent
        case ECONNREFUSED: return .refused(queuedError(of: socket))
        default: return .failed(number, queuedError(of: socket))
        }
    }

    private static func queuedError(of socket: Int32) -> QueuedError? {
        unsafe withUnsafeTemporaryAllocation(byteCount: 256, alignment: 8) { buffer in
            unsafe ReceivedMessage(
                from: socket, into: buffer, flags: Int32(clinux_MSG_DONTWAIT | clinux_MSG_ERRQUEUE))?.error
        }
    }

    private static func pendingError(of socket: Int32) -> Int32 {
        var number: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(socket, SOL_SOCKET, SO_ERROR, &number, &size) == 0 ? number : errno
    }

    private static func localPort(of socket: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        _ = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getsockname(socket, $0, &length) }
        }
        return SocketAddress(storage)?.port ?? 0
    }
}
