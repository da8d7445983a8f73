public import LinuxSystem

/// What one end of a connection sent, and how it was acknowledged.
public struct TCPDirection: Sendable {
    /// Who sent, and to whom.
    public var from: SocketAddress
    public var to: SocketAddress

    /// Frames with this direction, those that carried data, and the bytes of payload, each counted once.
    public var packets = 0
    public var segments = 0
    public var payloadBytes = 0

    /// Bytes of payload that the other end acknowledged, each counted once.
    public var acknowledgedBytes = 0

    /// Bytes that were acknowledged but are not in the capture.
    public var missedBytes = 0

    /// Segments sent again, their bytes, and those of them whose data had been acknowledged already.
    public var retransmits = 0
    public var retransmittedBytes = 0
    public var spuriousRetransmits = 0

    /// Segments that another one overtook.
    public var outOfOrder = 0

    /// Frames that the capture holds twice, such as on `lo` or from two interfaces.
    public var duplicateFrames = 0

    /// Acknowledgements of this end that repeat the one before; offers of no window at all; probes of an idle connection.
    public var duplicateAcks = 0
    public var zeroWindows = 0
    public var keepAlives = 0

    /// Maximum segment size and window scale that this end announced; nil when its SYN was not seen or did not say.
    public var mss: Int?
    public var windowScale: Int?

    /// The window scale that the other end announced, by which its windows count.
    public var peerWindowScale: Int?

    /// The largest window that this end offered, in bytes; nil when its scale is not known.
    public var largestWindow: Int?

    /// The most bytes that were on their way at once.
    public var largestFlight = 0

    /// Round trips of what this end sent: from the capture point to the other end and back.
    public var roundTrips = RoundTripTimes()

    /// Samples on repeated data, which are not in `roundTrips`.
    public var ambiguousSamples = 0

    /// What was acknowledged, interval by interval; empty for connections of little data.
    public var timeline = Timeline()

    /// Nanoseconds in which all data was acknowledged before more was sent.
    public var idleTime: Int64 = 0

    /// When the first data was sent and the last was acknowledged, in nanoseconds since 1970.
    public var firstDataTime: Int64?
    public var lastAckTime: Int64?
}
