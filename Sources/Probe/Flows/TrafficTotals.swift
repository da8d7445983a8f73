/// What a capture held, counted.
public struct TrafficTotals: Sendable, Equatable {
    /// Frames.
    public var packets = 0

    /// Frames with a TCP segment that was followed.
    public var tcpPackets = 0

    /// Frames of other protocols.
    public var otherPackets = 0

    /// IP fragments, which are not put together.
    public var fragments = 0

    /// Frames whose lengths contradict each other.
    public var malformed = 0

    /// Frames that were cut within their headers, so that they could not be followed.
    public var snapped = 0

    /// Frames without a time stamp, which were not followed.
    public var untimed = 0

    /// Frames of link types that are not understood.
    public var unknownLink = 0
    /// One such link type.
    public var unknownLinkType: LinkType?

    /// Bytes of TCP payload, each counted once.
    public var payloadBytes = 0

    /// Connections seen.
    public var flows = 0
    /// Those of them that were folded away to bound the memory.
    public var foldedFlows = 0
    /// Frames of these.
    public var foldedPackets = 0
    /// Bytes of payload of these.
    public var foldedPayloadBytes = 0

    /// Frames whose time stamp lies more than a millisecond before that of the frame before.
    ///
    /// Less is no step: a capture on several processors hands frames over slightly out of order.
    public var clockSteps = 0
}
