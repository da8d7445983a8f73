import LinuxSystem

/// How large the buffers of sockets may become, in bytes: socket(7), tcp(7).
public struct BufferLimits: Codable, Sendable, Equatable {
    /// The most that a program may ask for.
    public var sendMaximum: Int?
    public var receiveMaximum: Int?

    /// The most that the kernel gives a TCP connection by itself.
    public var tcpSendMaximum: Int?
    public var tcpReceiveMaximum: Int?

    /// Limits that are not known.
    public init() {}

    /// Those of this machine, or of its network namespace.
    public static func thisMachine() -> BufferLimits {
        var limits = BufferLimits()
        limits.sendMaximum = SystemFile.integer("/proc/sys/net/core/wmem_max")
        limits.receiveMaximum = SystemFile.integer("/proc/sys/net/core/rmem_max")
        limits.tcpSendMaximum = SystemFile.words("/proc/sys/net/ipv4/tcp_wmem").last.flatMap { Int($0) }
        limits.tcpReceiveMaximum = SystemFile.words("/proc/sys/net/ipv4/tcp_rmem").last.flatMap { Int($0) }
        return limits
    }

    /// The most that one connection gets through at a round trip of so many milliseconds, in 10^6 bit/s: its window once a round.
    public func mbpsAtMost(milliseconds: Int) -> Int? {
        guard let window = [tcpSendMaximum, tcpReceiveMaximum].compactMap({ $0 }).min(), milliseconds > 0 else {
            return nil
        }
        return Int(clamping: window.multipliedReportingOverflow(by: 8).partialValue / (milliseconds * 1_000))
    }

    /// The window that a rate in 10^6 bit/s needs at a round trip of so many milliseconds, in bytes.
    public static func window(mbps: Int, milliseconds: Int) -> Int { mbps * milliseconds * 125 }
}
