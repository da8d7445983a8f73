import Evidence
import Histogram
import LinuxSystem

/// How long something lasted each time, within 0.1 %.
struct DurationHistogram: Sendable {
    private var histogram = Histogram<UInt32>(numberOfSignificantValueDigits: .three)

    /// None so far.
    init() {}

    /// How long stops lasted.
    init(_ stops: StopTimes) {
        for (nanoseconds, count) in stops.recorded { add(nanoseconds, count: count) }
    }

    /// Adds a time in nanoseconds, or several that are alike.
    mutating func add(_ nanoseconds: Int64, count: UInt32 = 1) {
        _ = histogram.record(UInt64(max(0, nanoseconds)), count: count)
    }

    /// The distribution in milliseconds; nil while there is none.
    var distribution: Distribution? {
        guard histogram.totalCount > 0 else { return nil }
        let marks = [50, 90, 99].map { Self.milliseconds(histogram.valueAtPercentile($0)) }
        var distribution = Distribution(
            count: Int(histogram.totalCount), min: Self.milliseconds(histogram.min), p50: marks[0], p90: marks[1],
            p99: marks[2], max: Self.milliseconds(histogram.max))
        for value in histogram.recordedValues() {
            let upTo = Self.milliseconds(Self.bound(above: value.value))
            if let last = distribution.histogram.indices.last, distribution.histogram[last].upTo == upTo {
                distribution.histogram[last].count += Int(value.count)
            } else {
                distribution.histogram.append(Distribution.Bin(upTo: upTo, count: Int(value.count)))
            }
        }
        return distribution
    }

    /// Bins up to 1, 2, 5, 10 … µs.
    private static func bound(above nanoseconds: UInt64) -> UInt64 {
        var decade: UInt64 = 1_000
        while true {
            for bound in [decade, decade * 2, decade * 5] where nanoseconds <= bound { return bound }
            guard decade < 1_000_000_000_000_000 else { return nanoseconds }
            decade *= 10
        }
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1_000_000 }
}
