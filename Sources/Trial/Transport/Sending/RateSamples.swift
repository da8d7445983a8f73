/// Finds out when a rate has become steady.
struct RateSamples: Sendable {
    /// Time between two samples: many round trips, since a window that is full comes in bursts of one each, and a sample counts whole ones.
    let interval: Int64

    private var last = (bytes: 0, nanoseconds: Int64(0))
    private var rates: [Double] = []

    /// By how much two means may differ.
    private static let tolerance = 0.05

    init(roundTripSeconds: Double) {
        interval = Int64(max(0.04, min(8 * roundTripSeconds, 0.5)) * 1e9)
    }

    /// Adds what was carried in all after a time.
    mutating func add(bytes: Int, nanoseconds: Int64) {
        let time = max(1, nanoseconds - last.nanoseconds)
        rates.append(Double(bytes - last.bytes) * 1e9 / Double(time))
        last = (bytes, nanoseconds)
    }

    /// Whether the last two are no quicker and no slower than the two before.
    var isSteady: Bool {
        guard rates.count >= 5 else { return false }
        let (before, after) = (mean(rates[(rates.count - 4)..<(rates.count - 2)]), mean(rates.suffix(2)))
        return before > 0 && abs(after - before) <= Self.tolerance * before
    }

    /// The rate of the last samples.
    var bytesPerSecond: Double { mean(rates.suffix(isSteady ? 4 : 2)) }

    private func mean(_ rates: ArraySlice<Double>) -> Double {
        rates.isEmpty ? 0 : rates.reduce(0, +) / Double(rates.count)
    }
}
