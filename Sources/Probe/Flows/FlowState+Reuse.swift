extension FlowState {
    /// Bytes of payload of both directions.
    var payloadBytes: Int { low.payloadBytes &+ high.payloadBytes }

    /// Whether a SYN begins another connection between the same ends, rather than being one that was sent again.
    func isReused(by segment: TCPSegment) -> Bool {
        guard !segment.isACK else { return false }
        let sender = segment.isFromLow ? low : high
        return sender.hasBase && segment.sequence != sender.base
    }

    /// Notes where the sequence numbers of both ends begin, as far as one segment can tell.
    @inline(__always)
    mutating func noteBase(of segment: TCPSegment) {
        if segment.isFromLow {
            low.noteBase(of: segment, other: &high)
        } else {
            high.noteBase(of: segment, other: &low)
        }
    }
}

extension DirectionState {
    @inline(__always)
    fileprivate mutating func noteBase(of segment: TCPSegment, other: inout DirectionState) {
        // A SYN/ACK knows better than what was concluded from a connection before it.
        if !hasBase || (segment.isSYN && segment.isACK) {
            hasBase = true
            base = segment.isSYN ? segment.sequence : segment.sequence &- 1
        }
        if !other.hasBase, segment.isACK {
            other.hasBase = true
            other.base = segment.acknowledgement &- 1
        }
    }
}
