public import LinuxSystem

/// What one end of a connection sent, and how it was acknowledged.
public struct TCPDirection: Sendable {
    /// Who sent.
    public var from: SocketAddress
    /// To whom.
    public var to: SocketAddress

    /// Frames with this direction.
    public var packets = 0
    /// Those that carried data.
    public var segments = 0
    /// Bytes of payload, each counted once.
    public var payloadBytes = 0

    /// Bytes of payload that the other end acknowledged, each counted once.
    public var acknowledgedBytes = 0

    /// Bytes that were acknowledged but are not in the capture.
    public var missedBytes = 0

    /// Segments sent again.
    public var retransmits = 0
    /// Their bytes.
    public var retransmittedBytes = 0
    /// Those of them whose data had been acknowledged already.
    public var spuriousRetransmits = 0

    /// Segments that another one overtook.
    public var outOfOrder = 0

    /// Frames that the capture holds twice, such as on `lo` or from two interfaces.
    public var duplicateFrames = 0

    /// Acknowledgements of this end that repeat the one before.
    public var duplicateAcks = 0
    /// Offers of no window at all.
    public var zeroWindows = 0
    /// Probes of an idle connection.
    public var keepAlives = 0

    /// Maximum segment size that this end announced; nil when its SYN was not seen or did not say.
    public var mss: Int?
    /// Window scale that it announced.
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

    /// When the first data was sent, in nanoseconds since 1970.
    public var firstDataTime: Int64?
    /// When the last data was acknowledged.
    public var lastAckTime: Int64?
}
