/// Records a ``Timeline`` while the frames come.
struct TimelineRecorder: BitwiseCopyable {
    /// One interval, as small as it goes.
    private struct Slot: BitwiseCopyable {
        var index: UInt32 = 0
        var lastAck: UInt32 = 0
        var bytes: UInt64 = 0
        var flight: UInt32 = 0
        var window: UInt32 = 0
        var segments: UInt32 = 0
        var retransmits: UInt32 = 0
    }

    /// How often the interval has doubled.
    private var doublings: UInt32 = 0
    private var current = Slot()
    private var past = Ring<Slot>()

    /// Moment of a frame: the number of its interval of the shortest kind.
    struct Moment: BitwiseCopyable {
        var index: UInt32
        /// Nanoseconds since the interval began.
        var offset: UInt32
    }

    @inline(__always) mutating func acknowledged(_ bytes: UInt32, at moment: Moment) {
        move(to: moment)
        current.bytes &+= UInt64(bytes)
        // Within an interval that has doubled, the offset counts units of as many nanoseconds, so that it fits.
        let steps = moment.index & ((1 &<< doublings) &- 1)
        let offset = UInt64(steps) &* UInt64(Timeline.shortestInterval) &+ UInt64(moment.offset)
        current.lastAck = UInt32(truncatingIfNeeded: offset >> UInt64(doublings))
    }

    @inline(__always) mutating func sent(at moment: Moment, isRepeated: Bool, flight: UInt32, window: UInt32) {
        move(to: moment)
        current.segments &+= 1
        if isRepeated { current.retransmits &+= 1 }
        if flight >= current.flight {
            current.flight = flight
            current.window = window
        }
    }

    @inline(__always) private mutating func move(to moment: Moment) {
        let index = moment.index >> doublings
        // A clock that steps back stays in the interval where it was.
        if index > current.index { advance(to: index) }
    }

    @inline(never) private mutating func advance(to index: UInt32) {
        if current.bytes > 0 || current.segments > 0 { past.append(current) }
        current = Slot()
        current.index = index
        while past.count >= UInt32(Timeline.capacity) { double() }
    }

    /// Makes one interval of two.
    private mutating func double() {
        var kept: UInt32 = 0
        for position in 0..<past.count {
            var slot = past[position]
            slot.lastAck = slot.lastAck / 2
            if slot.index % 2 == 1 { slot.lastAck &+= UInt32(Timeline.shortestInterval / 2) }
            slot.index /= 2
            if kept > 0, past[kept &- 1].index == slot.index {
                past[kept &- 1] = Self.join(past[kept &- 1], slot)
            } else {
                past[kept] = slot
                kept &+= 1
            }
        }
        past.truncate(to: kept)
        doublings &+= 1
        current.index /= 2
        if kept > 0, past[kept &- 1].index == current.index {
            current = Self.join(past[kept &- 1], current)
            past.truncate(to: kept &- 1)
        }
    }

    private static func join(_ earlier: Slot, _ later: Slot) -> Slot {
        var slot = later.flight >= earlier.flight ? later : earlier
        slot.lastAck = later.bytes > 0 ? later.lastAck : earlier.lastAck
        slot.bytes = earlier.bytes &+ later.bytes
        slot.segments = earlier.segments &+ later.segments
        slot.retransmits = earlier.retransmits &+ later.retransmits
        return slot
    }

    /// What was recorded so far.
    var timeline: Timeline {
        var timeline = Timeline()
        timeline.interval = Timeline.shortestInterval << Int64(doublings)
        timeline.entries.reserveCapacity(Int(past.count) + 1)
        for position in 0..<past.count { timeline.entries.append(entry(past[position])) }
        if current.bytes > 0 || current.segments > 0 { timeline.entries.append(entry(current)) }
        return timeline
    }

    private func entry(_ slot: Slot) -> Timeline.Entry {
        Timeline.Entry(
            index: Int(slot.index), bytes: Int(slot.bytes), lastAck: Int64(slot.lastAck) << Int64(doublings),
            flight: Int(slot.flight), window: Int(slot.window), segments: Int(slot.segments),
            retransmits: Int(slot.retransmits))
    }

    /// Gives the memory back.
    mutating func release() { past.release() }
}
