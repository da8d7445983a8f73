/// Bytes by interval of several timelines, brought to the widest interval among them.
struct IntervalSums {
    /// How long an interval is, in nanoseconds.
    let interval: Int64
    /// The number of the first interval.
    private(set) var first = 0
    /// Bytes of each interval from the first to the last, idle ones included.
    private(set) var bytes: [Int] = []

    /// Sums up `timelines`; intervals are widened until there are no more than `longest`.
    init(_ timelines: [Timeline], longest: Int = Timeline.capacity) {
        var interval = timelines.map(\.interval).max() ?? Timeline.shortestInterval
        var entries = timelines.flatMap { timeline in
            let ratio = Int(interval / timeline.interval)
            return timeline.entries.filter { $0.bytes > 0 }.map { ($0.index / ratio, $0.bytes) }
        }
        while let first = entries.map(\.0).min(), let last = entries.map(\.0).max(), last - first >= longest {
            interval *= 2
            entries = entries.map { ($0.0 / 2, $0.1) }
        }
        self.interval = interval
        guard let first = entries.map(\.0).min(), let last = entries.map(\.0).max() else { return }
        self.first = first
        bytes = [Int](repeating: 0, count: last - first + 1)
        for (index, count) in entries { bytes[index - first] += count }
    }
}
