/// The part of a transfer after slow start and before its last interval, and the rate in it.
struct SteadyState {
    /// The first interval that lies wholly in it, and the last.
    let first: Int
    let last: Int
    /// How long an interval is, in nanoseconds.
    let interval: Int64
    /// 10^6 bit/s.
    let mbps: Double

    /// Finds it; nil when there are fewer than three whole intervals.
    init?(_ transfer: Transfer) {
        let sums = IntervalSums(transfer.streams.map(\.timeline))
        // The first and the last interval are not whole.
        let whole = sums.bytes.dropFirst().dropLast()
        guard whole.count >= 3 else { return nil }
        let later = whole.suffix((whole.count + 1) / 2).sorted()
        let usual = later[later.count / 2]
        guard usual > 0, var start = whole.firstIndex(where: { $0 * 10 >= usual * 9 }) else { return nil }
        // Slow start may overshoot, into a queue or until the first loss, before the rate is the usual one.
        while start + 1 < whole.endIndex, whole[start] > 2 * usual { start += 1 }
        // The interval in which the usual rate was reached is where the clock starts.
        guard start + 1 < whole.endIndex else { return nil }
        first = sums.first + start + 1
        last = sums.first + whole.endIndex - 1
        interval = sums.interval
        var rate = 0.0
        for stream in transfer.streams { rate += Self.rate(stream.timeline, first, last, sums.interval) }
        mbps = rate * 8 / 1e6
    }

    /// Bytes per second of one stream, from its last acknowledgement before the first interval to the last one in the last, so
    /// that the bytes and the time belong together.
    private static func rate(_ timeline: Timeline, _ first: Int, _ last: Int, _ interval: Int64) -> Double {
        let ratio = Int(interval / timeline.interval)
        var begin = Int64(first) * interval
        var end = Int64(last + 1) * interval
        var bytes = 0
        for entry in timeline.entries where entry.bytes > 0 {
            let time = Int64(entry.index) * timeline.interval + entry.lastAck
            switch entry.index / ratio {
            case first - 1: begin = time
            case first...last:
                bytes += entry.bytes
                if entry.index / ratio == last { end = time }
            default: break
            }
        }
        return end > begin ? Double(bytes) / (Double(end - begin) / 1e9) : 0
    }
}
