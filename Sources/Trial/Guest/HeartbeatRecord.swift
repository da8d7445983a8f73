/// What is known of a guest's heartbeats; times are nanoseconds of the client's monotonic clock.
struct HeartbeatRecord: Sendable {
    /// More heartbeats than any guest's heart makes: those of 35 years.
    private static let mostCounters: UInt64 = 1 << 40

    /// Of all silences that end within this time, the longest is kept.
    private static let grain: Int64 = 20_000_000

    /// More generations than migrations of one guest.
    private static let mostGenerations = 100_000

    /// What was heard.
    private(set) var report = HeartbeatReport()

    private var silences: [Range<Int64>] = []
    private var lastArrival: Int64?
    /// What came on any way, and on each.
    private var seen = SeenCounters()
    private var seenOnWay: [SeenCounters] = []

    /// Notes a datagram that is no heartbeat.
    mutating func noteForeign() { report.foreign += 1 }

    /// Notes a heartbeat that came at `time` on the way number `way`; it is sent on all of them.
    mutating func note(_ heartbeat: HeartbeatDatagram, way: Int = 0, at time: Int64) {
        // What can be lost stays small enough to be counted, whatever the guest's host sends.
        guard heartbeat.counter < Self.mostCounters, noteGeneration(heartbeat, at: time) else { return noteForeign() }
        while seenOnWay.count <= way { seenOnWay.append(SeenCounters()) }
        // A counter that had come before is no sign of life: anyone can send a datagram again.
        guard seenOnWay[way].note(heartbeat.counter) else {
            report.received += 1
            report.repeated += 1
            return
        }
        guard seen.note(heartbeat.counter) else { return }
        report.received += 1
        report.lost = seen.missing
        if let last = lastArrival, last < time { noteSilence(last..<time) }
        lastArrival = max(lastArrival ?? time, time)
    }

    /// The longest time in `window` without a heartbeat; nil where none was heard before its end.
    func longestSilence(in window: Range<Int64>) -> Int64? {
        guard let lastArrival, let first = report.generations.map(\.firstArrival).min(), first < window.upperBound
        else {
            return nil
        }
        // Sorted by their ends.
        var (low, high) = (0, silences.count)
        while low < high {
            let middle = (low + high) / 2
            if silences[middle].upperBound > window.lowerBound { high = middle } else { low = middle + 1 }
        }
        var longest: Int64 = max(0, window.upperBound - max(lastArrival, window.lowerBound))
        for silence in silences[low...] {
            if silence.lowerBound >= window.upperBound { break }
            longest = max(longest, Int64(silence.clamped(to: window).count))
        }
        return longest
    }

    private mutating func noteSilence(_ silence: Range<Int64>) {
        if Int64(silence.count) > report.longestSilence ?? -1 {
            report.longestSilence = Int64(silence.count)
            report.longestSilenceEnd = silence.upperBound
        }
        if let last = silences.last, last.upperBound / Self.grain == silence.upperBound / Self.grain {
            if silence.count > last.count { silences[silences.count - 1] = silence }
        } else {
            silences.append(silence)
        }
    }

    /// Notes where a heartbeat came from; false where there are too many such places.
    private mutating func noteGeneration(_ heartbeat: HeartbeatDatagram, at time: Int64) -> Bool {
        let (number, counter) = (heartbeat.generation, heartbeat.counter)
        let index = report.generations.firstIndex { $0.generation >= number } ?? report.generations.count
        if index == report.generations.count || report.generations[index].generation != number {
            guard report.generations.count < Self.mostGenerations else { return false }
            report.generations.insert(
                .init(generation: number, first: counter, last: counter, firstArrival: time, lastArrival: time),
                at: index)
        } else {
            report.generations[index].first = min(report.generations[index].first, counter)
            report.generations[index].last = max(report.generations[index].last, counter)
            report.generations[index].lastArrival = max(report.generations[index].lastArrival, time)
        }
        // The guest left off at a counter, and goes on elsewhere with that one or the next. Neither goes on where it was, nor does
        // it fall behind where it came to.
        let one = report.generations[index]
        if report.generations[..<index].contains(where: { $0.last > one.first })
            || report.generations[(index + 1)...].contains(where: { $0.first < one.last })
        {
            report.twoCopiesRan = true
        }
        return true
    }
}
