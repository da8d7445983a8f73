extension DirectionState {
    /// Takes in the sequence numbers of a segment with data, SYN or FIN.
    ///
    /// - Returns: How many bytes of its payload had not been seen before.
    @inline(__always)
    mutating func note(
        _ segment: TCPSegment, other: DirectionState, time: Int64, moment: TimelineRecorder.Moment
    ) -> UInt32 {
        if segment.isSYN { return noteSYN(segment) }
        let start = segment.sequence
        let end = start &+ segment.length
        if !hasSequence {
            hasSequence = true
            firstSequence = start
            nextSequence = start
            if isAcknowledged, start.precedes(acknowledgedTo) { acknowledgedTo = start }
        }
        var bytes = segment.length
        var isRepeated = false
        if start == nextSequence {
            nextSequence = end
        } else if nextSequence.precedes(start) {
            holes.open(nextSequence, start, time: time)
            nextSequence = end
        } else {
            bytes = noteEarlier(segment, other: other, time: time, isRepeated: &isRepeated)
        }
        moveFirst()
        if segment.isFIN, !sawFIN {
            sawFIN = true
            finSequence = end
            if nextSequence == end { nextSequence = end &+ 1 }
        }
        guard segment.length > 0 else { return 0 }
        segments &+= 1
        payloadBytes &+= Int(bytes)
        if firstDataTime == .min { firstDataTime = time }
        if idleSince != .min {
            idleTime &+= max(0, time &- idleSince)
            idleSince = .min
        }
        let flight = isAcknowledged && acknowledgedTo.precedes(nextSequence) ? nextSequence &- acknowledgedTo : 0
        largestFlight = max(largestFlight, flight)
        timeline.sent(at: moment, isRepeated: isRepeated, flight: flight, window: other.window)
        return bytes
    }

    /// Keeps where data began near enough to be compared with what comes, however often the numbers go round.
    @inline(__always) mutating func moveFirst() {
        guard hasSequence, nextSequence &- firstSequence > 1 << 30, firstSequence.precedes(nextSequence) else { return }
        firstSequence = nextSequence &- (1 << 30)
    }

    private mutating func noteSYN(_ segment: TCPSegment) -> UInt32 {
        if sawSYN {
            retransmits &+= 1
            markRepeated(segment.sequence, segment.sequence &+ 1)
            return 0
        }
        sawSYN = true
        hasSequence = true
        mss = segment.options.mss
        windowScale = segment.options.windowScale
        firstSequence = segment.sequence &+ 1
        // Data in a SYN (RFC 7413) is sent again when the other end does not take it; it is not counted here.
        nextSequence = firstSequence
        return 0
    }

    /// A segment that begins before what was expected: repeated, overtaken, or a probe.
    @inline(never)
    private mutating func noteEarlier(
        _ segment: TCPSegment, other: DirectionState, time: Int64, isRepeated: inout Bool
    ) -> UInt32 {
        let start = segment.sequence
        let end = start &+ segment.length
        let isAnswered = isAcknowledged && !acknowledgedTo.precedes(end)
        if segment.length == 1, end == nextSequence, isAnswered, !segment.isFIN {
            keepAlives &+= 1
            return 0
        }
        var bytes: UInt32 = 0
        var overlapEnd = end
        if nextSequence.precedes(end) {
            overlapEnd = nextSequence
            bytes = end &- nextSequence
            nextSequence = end
        }
        var overlapStart = start
        if start.precedes(firstSequence), !sawSYN {
            // Sent before what the capture saw first.
            let before = (firstSequence.precedes(overlapEnd) ? firstSequence : overlapEnd) &- start
            bytes &+= before
            overlapStart = start &+ before
            firstSequence = start
        }
        let overlap = overlapStart.precedes(overlapEnd) ? overlapEnd &- overlapStart : 0
        let filled = overlap > 0 && !holes.isEmpty ? holes.fill(overlapStart, overlapEnd) : nil
        bytes &+= filled?.bytes ?? 0
        let repeated = overlap &- (filled?.bytes ?? 0)
        markRepeated(start, end &+ (segment.isFIN ? 1 : 0))
        if repeated > 0 || (segment.isFIN && sawFIN) {
            isRepeated = true
            retransmits &+= 1
            retransmittedBytes &+= Int(repeated)
            if isAnswered { spuriousRetransmits &+= 1 }
        } else if let filled {
            // A sender knows of a loss only after a round trip.
            if time &- filled.since < overtakenWithin {
                outOfOrder &+= 1
            } else {
                isRepeated = true
                retransmits &+= 1
                retransmittedBytes &+= Int(filled.bytes)
            }
        }
        return bytes
    }

    /// Acknowledgements of these numbers may answer either of two segments.
    private mutating func markRepeated(_ start: UInt32, _ end: UInt32) {
        if hasRepeats {
            if start.precedes(repeatsFrom) { repeatsFrom = start }
            if repeatsTo.precedes(end) { repeatsTo = end }
        } else {
            hasRepeats = true
            repeatsFrom = start
            repeatsTo = end
        }
    }

    /// Takes in a segment without data: an acknowledgement, or a probe whether the other end is still there.
    @inline(__always)
    mutating func noteProbe(_ segment: TCPSegment) {
        guard !segment.isRST else { return }
        if !hasSequence {
            hasSequence = true
            firstSequence = segment.sequence
            nextSequence = segment.sequence
        } else if segment.sequence == nextSequence &- 1, isAcknowledged, acknowledgedTo == nextSequence {
            keepAlives &+= 1
        }
    }
}
