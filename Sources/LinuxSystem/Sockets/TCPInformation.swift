private import CLinux
import Glibc

/// What the kernel knows of a connection: TCP_INFO, tcp(7).
public struct TCPInformation: Codable, Sendable, Equatable {
    /// Microseconds in which the connection had something to send.
    public var busyMicroseconds: UInt64

    /// Microseconds of these in which the peer's window held it back.
    public var windowLimitedMicroseconds: UInt64

    /// Microseconds of these in which the send buffer was too small.
    public var bufferLimitedMicroseconds: UInt64

    /// Segments of data sent, repetitions counted.
    public var segmentsSent: UInt32

    /// Segments sent again.
    public var retransmits: UInt32

    /// The least round-trip time, in microseconds.
    public var leastRoundTripMicroseconds: UInt32

    /// The smoothed round-trip time, in microseconds.
    public var smoothedRoundTripMicroseconds: UInt32

    /// The path MTU that segments are cut for, in bytes with IP header.
    public var pathMTU: UInt32

    /// Maximum segment size for what is sent.
    public var segmentSize: UInt32

    /// The congestion window, in segments.
    public var congestionWindow: UInt32

    /// The window that the peer last offered, in bytes.
    public var peerWindow: UInt32

    /// The most recent rate of delivery, in bytes per second.
    public var deliveryRate: UInt64

    /// Payload bytes that were acknowledged.
    public var bytesAcknowledged: UInt64
}

extension TCPSocket {
    /// What the kernel knows of the connection now; a kernel before 5.4 leaves the newer counters at 0.
    public func information() throws(SystemError) -> TCPInformation {
        var info = clinux_tcp_info()
        var length = socklen_t(MemoryLayout<clinux_tcp_info>.size)
        try system("read the state of a connection") {
            unsafe getsockopt(descriptor.number, Int32(IPPROTO_TCP), TCP_INFO, &info, &length)
        }
        return TCPInformation(
            busyMicroseconds: info.busy_time, windowLimitedMicroseconds: info.rwnd_limited,
            bufferLimitedMicroseconds: info.sndbuf_limited, segmentsSent: info.data_segs_out,
            retransmits: info.total_retrans, leastRoundTripMicroseconds: info.min_rtt,
            smoothedRoundTripMicroseconds: info.rtt, pathMTU: info.pmtu, segmentSize: info.snd_mss,
            congestionWindow: info.snd_cwnd, peerWindow: info.snd_wnd, deliveryRate: info.delivery_rate,
            bytesAcknowledged: info.bytes_acked)
    }
}
