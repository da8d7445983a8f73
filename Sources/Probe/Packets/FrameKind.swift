/// What a frame turned out to hold.
enum FrameKind {
    /// A TCP segment whose header is whole.
    case tcp
    /// Another protocol.
    case other
    /// A part of an IP datagram: RFC 791, RFC 8200 section 4.5.
    case fragment
    /// Lengths that contradict each other.
    case malformed
    /// Cut within the headers when it was captured.
    case snapped
    /// A link type that is not understood.
    case unknownLink
}
