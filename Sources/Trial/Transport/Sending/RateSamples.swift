/// Finds out what streams carry and when that has become steady, by the times of the acknowledgements themselves: however coarse they
/// are, so many bytes came in the time between two of them.
struct RateSamples: Sendable {
    /// What one stream had carried in all at its last acknowledgement, and when that came.
    struct Point: Sendable, Equatable {
        var bytes: Int
        var nanoseconds: Int64
    }

    /// Time between two samples: many round trips, since a window that is full comes in bursts of one each, and a sample counts whole ones.
    let interval: Int64

    /// For each sample, each stream's point.
    private var samples: [[Point]] = []

    /// By how much two rates may differ.
    private static let tolerance = 0.05

    /// Samples of which the rate is that of a link that is steady.
    private static let span = 4

    init(roundTripSeconds: Double) {
        interval = Int64(max(0.04, min(8 * roundTripSeconds, 0.5)) * 1e9)
    }

    /// Adds where each of the streams is; false, and nothing is added, as long as one has carried nothing since the last sample.
    @discardableResult mutating func add(_ points: [Point]) -> Bool {
        if let last = samples.last, last.count == points.count,
            zip(last, points).contains(where: { $1.bytes <= $0.bytes || $1.nanoseconds <= $0.nanoseconds })
        {
            return false
        }
        // A stream that has died leaves the others to begin anew.
        if samples.last?.count != points.count { samples = [] }
        samples.append(points)
        return true
    }

    /// Whether the last two samples are no quicker and no slower than the two before, after a warm-up.
    var isSteady: Bool {
        let last = samples.count - 1
        guard last > Self.span, let before = rate(last - 4, last - 2), let after = rate(last - 2, last) else {
            return false
        }
        return abs(after - before) <= Self.tolerance * before
    }

    /// The rate of the last samples: of the second half of them where it has not become steady; nil where there are too few.
    var bytesPerSecond: Double? {
        let last = samples.count - 1
        guard last >= 2 else { return nil }
        return rate(isSteady ? last - Self.span : last / 2, last)
    }

    private func rate(_ first: Int, _ last: Int) -> Double? {
        let rate = zip(samples[first], samples[last]).reduce(0) { sum, points in
            sum + Double(points.1.bytes - points.0.bytes) * 1e9 / Double(points.1.nanoseconds - points.0.nanoseconds)
        }
        return rate > 0 ? rate : nil
    }
}
