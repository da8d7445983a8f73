extension DirectionState {
    /// This end sends `segment`, which also answers what `other` sent.
    @inline(__always)
    mutating func exchange(
        with other: inout DirectionState, _ segment: TCPSegment, time: Int64, interface: Int,
        moment: TimelineRecorder.Moment, _ outcome: inout SegmentOutcome
    ) {
        packets &+= 1
        let isSeenTwice = memory.isSeenTwice(segment, interface: interface)
        if isSeenTwice { duplicateFrames &+= 1 }
        let control: UInt32 = segment.flags & (TCPSegment.syn | TCPSegment.fin) != 0 ? 1 : 0
        if segment.length &+ control > 0 {
            if !isSeenTwice, !segment.isRST {
                outcome.newBytes = note(segment, other: other, time: time, moment: moment)
            }
            unacked.append(
                end: segment.sequence &+ segment.length &+ control, isSYN: segment.isSYN, time: time)
        } else if !isSeenTwice {
            noteProbe(segment)
        }
        if segment.options.hasTimestamps {
            outcome.timestamp = exchangeTimestamps(with: &other, segment, time: time)
        }
        outcome.ack = acknowledge(&other, segment, time: time)
        if segment.isACK, !segment.isRST {
            noteAcknowledgement(of: &other, segment, isSeenTwice: isSeenTwice, time: time, moment: moment)
        }
    }

    @inline(__always)
    private mutating func exchangeTimestamps(
        with other: inout DirectionState, _ segment: TCPSegment, time: Int64
    ) -> SegmentOutcome.Trip? {
        if !segment.isRST {
            echoes.sent(
                segment.options.timestamp, carriesData: segment.length > 0, time: time)
        }
        guard segment.isACK, let sent = other.echoes.echoed(segment.options.echo), sent != time else { return nil }
        let trip = SegmentOutcome.Trip(nanoseconds: time &- sent, isAmbiguous: time < sent)
        if trip.isAmbiguous { other.ambiguousSamples &+= 1 } else { other.timestampTrips.add(trip.nanoseconds) }
        return trip
    }

    /// Takes the sample of a round trip that an acknowledgement gives.
    @inline(__always)
    private func acknowledge(
        _ other: inout DirectionState, _ segment: TCPSegment, time: Int64
    ) -> SegmentOutcome.Trip? {
        let answer = segment.acknowledgement
        // What the clock does not tell apart is no sample; Wireshark shows none either.
        guard let match = other.unacked.acknowledge(answer), match.time != time else { return nil }
        var trip = SegmentOutcome.Trip(nanoseconds: time &- match.time, isAmbiguous: time < match.time)
        trip.isHandshake = match.isSYN
        // Nothing new is acknowledged, or something that was repeated: RFC 6298 section 3.
        if other.isAcknowledged, !other.acknowledgedTo.precedes(answer) { trip.isAmbiguous = true }
        if other.hasRepeats, other.repeatsFrom.precedes(answer),
            !other.isAcknowledged || other.acknowledgedTo.precedes(other.repeatsTo)
        {
            trip.isAmbiguous = true
        }
        if trip.isAmbiguous {
            other.ambiguousSamples &+= 1
        } else if match.isSYN {
            other.handshakeTrips.add(trip.nanoseconds)
        } else {
            other.ackTrips.add(trip.nanoseconds)
        }
        return trip
    }

    /// Follows the acknowledgements and the window that this end sends.
    @inline(__always)
    private mutating func noteAcknowledgement(
        of other: inout DirectionState, _ segment: TCPSegment, isSeenTwice: Bool, time: Int64,
        moment: TimelineRecorder.Moment
    ) {
        let answer = segment.acknowledgement
        if hasAcknowledged, !isSeenTwice, segment.length == 0, answer == lastAcknowledgement,
            segment.window == lastWindow, segment.flags & (TCPSegment.syn | TCPSegment.fin) == 0, other.hasSequence,
            answer.precedes(other.nextSequence)
        {
            duplicateAcks &+= 1
        }
        hasAcknowledged = true
        lastAcknowledgement = answer
        noteWindow(segment, other: other, isSeenTwice: isSeenTwice)
        other.progress(to: answer, time: time, moment: moment)
    }

    @inline(__always)
    private mutating func noteWindow(
        _ segment: TCPSegment, other: DirectionState, isSeenTwice: Bool
    ) {
        if segment.window == 0, lastWindow != 0, !segment.isSYN { zeroWindows &+= 1 }
        lastWindow = segment.window
        // The scale holds only when both ends offer it, and not in a SYN: RFC 7323 section 2.2.
        guard sawSYN, other.sawSYN else { return }
        let scale = segment.isSYN || windowScale == 255 || other.windowScale == 255 ? 0 : UInt32(windowScale)
        window = UInt32(segment.window) << scale
        largestWindow = max(largestWindow, window)
    }

    /// The other end acknowledges this direction up to `answer`.
    @inline(__always)
    private mutating func progress(to answer: UInt32, time: Int64, moment: TimelineRecorder.Moment) {
        if !isAcknowledged {
            isAcknowledged = true
            // What was acknowledged before the capture began is not counted.
            acknowledgedTo = hasSequence && !sawSYN ? firstSequence : hasSequence ? firstSequence &- 1 : answer
        }
        guard acknowledgedTo.precedes(answer) else { return }
        let from = hasSequence && acknowledgedTo.precedes(firstSequence) ? firstSequence : acknowledgedTo
        let to = sawFIN && finSequence.precedes(answer) ? finSequence : answer
        if hasSequence, nextSequence.precedes(answer) {
            // Acknowledged before it was seen: missed by the capture, or captured out of order.
            holes.open(nextSequence, answer, time: time)
            nextSequence = answer
        }
        acknowledgedTo = answer
        moveFirst()
        if hasRepeats, !answer.precedes(repeatsTo) { hasRepeats = false }
        guard !hasSequence || from.precedes(to) else { return }
        let bytes = to &- from
        acknowledgedBytes &+= Int(bytes)
        lastAckTime = time
        if answer == nextSequence { idleSince = time }
        timeline.acknowledged(bytes, at: moment)
    }
}
