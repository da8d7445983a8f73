extension FlowState {
    /// Bytes of payload of both directions.
    var payloadBytes: Int { low.payloadBytes &+ high.payloadBytes }

    /// Whether a SYN begins another connection between the same ends, rather than being one that was sent again.
    func isReused(by segment: TCPSegment) -> Bool {
        guard !segment.isACK else { return false }
        let sender = segment.isFromLow ? low : high
        guard sender.hasSequence else { return false }
        return segment.sequence != sender.firstSequence &- 1
    }
}
