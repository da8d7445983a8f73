private import CLinux
import Glibc

extension TCPSocket {
    /// Sends small data at once: TCP_NODELAY, tcp(7).
    public func sendAtOnce() throws(SystemError) { try set(Int32(IPPROTO_TCP), TCP_NODELAY, 1) }

    /// Acknowledges what comes next at once, without waiting for data to ride on: TCP_QUICKACK, tcp(7).
    public func acknowledgeAtOnce() { try? set(Int32(IPPROTO_TCP), TCP_QUICKACK, 1) }

    /// Sends and receives through the interface `name` only: SO_BINDTODEVICE, socket(7).
    public func bind(toDevice name: String) throws(SystemError) {
        try set(SOL_SOCKET, SO_BINDTODEVICE, text: name, "use the interface \(name)")
    }

    /// Makes the calls that wait give up after `nanoseconds`: SO_SNDTIMEO, SO_RCVTIMEO.
    public func setPatience(nanoseconds: Int64) throws(SystemError) {
        var time = timeval()
        time.tv_sec = Int(nanoseconds / 1_000_000_000)
        time.tv_usec = Int(nanoseconds % 1_000_000_000 / 1_000)
        for name in [SO_SNDTIMEO, SO_RCVTIMEO] {
            try system("set a time limit") {
                unsafe setsockopt(
                    descriptor.number, SOL_SOCKET, name, &time, socklen_t(MemoryLayout<timeval>.size))
            }
        }
    }

    /// The congestion control, by its name in the kernel.
    public var congestionControl: String? {
        var name = [UInt8](repeating: 0, count: 16)
        var length = socklen_t(name.count)
        let answer = unsafe getsockopt(descriptor.number, Int32(IPPROTO_TCP), TCP_CONGESTION, &name, &length)
        return answer == 0 ? String(decoding: name.prefix { $0 != 0 }, as: UTF8.self) : nil
    }

    /// Asks for a congestion control by its name; what the kernel then uses is in ``congestionControl``.
    public func setCongestionControl(_ name: String) throws(SystemError) {
        try set(Int32(IPPROTO_TCP), TCP_CONGESTION, text: name, "use the congestion control \(name)")
    }

    /// Bytes that the kernel keeps for what is sent, its own book-keeping counted: SO_SNDBUF.
    public var sendBuffer: Int? { try? Int(option(SOL_SOCKET, SO_SNDBUF)) }

    /// Bytes that the kernel keeps for what is received, its own book-keeping counted: SO_RCVBUF.
    public var receiveBuffer: Int? { try? Int(option(SOL_SOCKET, SO_RCVBUF)) }

    /// Asks for buffers of `bytes` each way, past the system's maximum where this process may (CAP_NET_ADMIN), else up to it.
    public func setBuffers(_ bytes: Int) throws(SystemError) {
        let bytes = Int32(clamping: min(bytes, Int(Int32.max) / 2))
        for (forced, usual) in [(SO_SNDBUFFORCE, SO_SNDBUF), (SO_RCVBUFFORCE, SO_RCVBUF)] {
            do { try set(SOL_SOCKET, forced, bytes) } catch { try set(SOL_SOCKET, usual, bytes) }
        }
    }

    /// Keeps no more than `bytes` waiting that were never sent: TCP_NOTSENT_LOWAT, tcp(7).
    public func limitUnsent(_ bytes: Int) throws(SystemError) {
        try set(Int32(IPPROTO_TCP), clinux_tcp_notsent_lowat, Int32(clamping: bytes))
    }

    /// Spaces the segments for at most so many bytes a second: SO_MAX_PACING_RATE, tcp(7).
    public func setPacing(bytesPerSecond: UInt64) throws(SystemError) {
        var rate = bytesPerSecond
        try system("limit the rate") {
            unsafe setsockopt(
                descriptor.number, SOL_SOCKET, SO_MAX_PACING_RATE, &rate, socklen_t(MemoryLayout<UInt64>.size))
        }
    }

    /// Gives the connection up when sent data stays unacknowledged so long: TCP_USER_TIMEOUT, tcp(7).
    public func setUserTimeout(milliseconds: Int32) throws(SystemError) {
        try set(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, milliseconds)
    }

    /// Lets an address be listened on that connections of the past still use: SO_REUSEADDR.
    func reuseAddress() throws(SystemError) { try set(SOL_SOCKET, SO_REUSEADDR, 1) }

    func option(_ level: Int32, _ name: Int32) throws(SystemError) -> Int32 {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        try system("read a socket option") { unsafe getsockopt(descriptor.number, level, name, &value, &length) }
        return value
    }

    private func set(_ level: Int32, _ name: Int32, _ value: Int32) throws(SystemError) {
        var value = value
        try system("set a socket option") {
            unsafe setsockopt(descriptor.number, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    private func set(_ level: Int32, _ name: Int32, text: String, _ action: String) throws(SystemError) {
        var bytes = Array(text.utf8)
        try system(action) { unsafe setsockopt(descriptor.number, level, name, &bytes, socklen_t(bytes.count)) }
    }
}
