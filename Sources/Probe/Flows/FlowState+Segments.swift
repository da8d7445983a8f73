/// What comes of a segment besides the state of its connection.
struct SegmentOutcome {
    /// Bytes of payload that were not seen before.
    var newBytes: UInt32 = 0
    /// Samples of round trips: at most one by acknowledgement, one of the handshake and one by timestamp.
    var ack: Trip?
    var initial: Trip?
    var timestamp: Trip?

    /// A sample.
    struct Trip {
        var nanoseconds: Int64
        var isAmbiguous: Bool
        var isHandshake = false
    }
}

extension FlowState {
    /// Follows a segment that belongs to this connection.
    @inline(__always)
    mutating func follow(
        _ segment: TCPSegment, time: Int64, interface: Int, moment: TimelineRecorder.Moment
    ) -> SegmentOutcome {
        packets &+= 1
        if time < lastTime, time < lastTime &- FlowEngine.reordering { clockStepped = true }
        lastTime = max(lastTime, time)
        if interface != self.interface { sawOtherInterfaces = true }
        noteBase(of: segment)
        var outcome = SegmentOutcome()
        outcome.initial = noteHandshake(segment, time: time)
        if segment.isFromLow {
            low.exchange(with: &high, segment, time: time, interface: interface, moment: moment, &outcome)
        } else {
            high.exchange(with: &low, segment, time: time, interface: interface, moment: moment, &outcome)
        }
        return outcome
    }

    /// Follows the handshake; the result is the sample of all of it.
    ///
    /// Wireshark takes the first acknowledgement after a SYN, of whichever end, for `tcp.analysis.initial_rtt`. Where that does not
    /// complete a handshake, the sample is ambiguous.
    @inline(__always)
    private mutating func noteHandshake(_ segment: TCPSegment, time: Int64) -> SegmentOutcome.Trip? {
        if segment.isRST { sawReset = true }
        if segment.isSYN {
            noteSYN(segment, time: time)
            return nil
        }
        guard initialRoundTrip == .min, synTime != .min, segment.isACK else { return nil }
        guard time != synTime else {
            // Too coarse a clock: Wireshark takes the next acknowledgement, which says nothing of the handshake.
            initialIsAmbiguous = true
            return nil
        }
        initialRoundTrip = time &- synTime
        let isComplete = sawAnswer && segment.isFromLow == clientIsLow && !segment.isRST
        if !isComplete || initialRoundTrip < 0 { initialIsAmbiguous = true }
        if !initialIsAmbiguous {
            low.overtakenWithin = initialRoundTrip
            high.overtakenWithin = initialRoundTrip
        }
        return SegmentOutcome.Trip(nanoseconds: initialRoundTrip, isAmbiguous: initialIsAmbiguous)
    }

    private mutating func noteSYN(_ segment: TCPSegment, time: Int64) {
        guard !segment.isACK else {
            if sawAnswer, initialRoundTrip == .min { initialIsAmbiguous = true }
            sawAnswer = true
            return
        }
        if sawOpening, initialRoundTrip == .min { initialIsAmbiguous = true }
        if !sawOpening { clientIsLow = segment.isFromLow }
        sawOpening = true
        synTime = time
    }
}
