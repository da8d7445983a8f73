/// Bytes by interval of several timelines, brought to the widest interval among them.
struct IntervalSums {
    /// How long an interval is, in nanoseconds.
    let interval: Int64
    /// The number of the first interval.
    private(set) var first = 0
    /// Bytes of each interval from the first to the last, idle ones included.
    private(set) var bytes: [Int] = []

    /// Idle time beyond so many intervals is not written out.
    private static let longest = 1 << 16

    init(_ timelines: [Timeline]) {
        interval = timelines.map(\.interval).max() ?? Timeline.shortestInterval
        let entries = timelines.flatMap { timeline in
            let ratio = Int(interval / timeline.interval)
            return timeline.entries.filter { $0.bytes > 0 }.map { ($0.index / ratio, $0.bytes) }
        }
        guard let first = entries.map(\.0).min(), let last = entries.map(\.0).max() else { return }
        self.first = first
        bytes = [Int](repeating: 0, count: min(last - first + 1, Self.longest))
        for (index, count) in entries where index - first < bytes.count { bytes[index - first] += count }
    }
}
