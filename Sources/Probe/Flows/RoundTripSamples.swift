public import Evidence
import Histogram

/// Durations in nanoseconds: all of them while they are few, within 0.1 % of them in a histogram when they are many.
public struct RoundTripSamples: Sendable {
    /// How many durations are kept one by one, which makes percentiles exact.
    static let exactCount = 1_024

    /// How many samples there are.
    public private(set) var count = 0
    /// The least of them.
    public private(set) var least: Int64 = .max
    /// The most of them.
    public private(set) var most: Int64 = .min

    private var exact: [Int64] = []
    private var histogram: Histogram<UInt32>?

    /// No samples.
    public init() {}

    /// Adds a sample; a negative one comes from a clock that stepped and counts as 0.
    public mutating func add(_ nanoseconds: Int64) { add(nanoseconds, count: 1) }

    private mutating func add(_ nanoseconds: Int64, count added: UInt32) {
        let value = max(0, nanoseconds)
        count += Int(added)
        least = min(least, value)
        most = max(most, value)
        if histogram == nil {
            guard exact.count + Int(added) > Self.exactCount else {
                return exact.append(contentsOf: repeatElement(value, count: Int(added)))
            }
            spill()
        }
        _ = histogram?.record(UInt64(value), count: added)
    }

    /// Adds all samples of `other`.
    public mutating func merge(_ other: RoundTripSamples) {
        for value in other.exact { add(value) }
        guard let bins = other.histogram else { return }
        for bin in bins.recordedValues() {
            let middle = Int64(clamping: bins.medianEquivalentForValue(bin.value))
            add(Swift.min(Swift.max(middle, other.least), other.most), count: bin.count)
        }
        least = Swift.min(least, other.least)
        most = Swift.max(most, other.most)
    }

    /// The percentile by nearest rank, in nanoseconds; nil without samples.
    public func percentile(_ share: Double) -> Int64? {
        guard count > 0 else { return nil }
        return percentiles([share], of: exact.sorted()).first
    }

    /// The distribution in milliseconds; nil without samples.
    public func distribution() -> Distribution? {
        guard count > 0 else { return nil }
        let sorted = exact.sorted()
        let marks = percentiles([50, 90, 99], of: sorted).map(Self.milliseconds)
        var distribution = Distribution(
            count: count, min: Self.milliseconds(least), p50: marks[0], p90: marks[1], p99: marks[2],
            max: Self.milliseconds(most))
        distribution.histogram = bins(of: sorted)
        return distribution
    }

    private func percentiles(_ shares: [Double], of sorted: [Int64]) -> [Int64] {
        shares.map { share in
            guard let histogram else {
                let rank = (share / 100 * Double(sorted.count)).rounded(.up)
                return sorted[Swift.min(Swift.max(Int(rank) - 1, 0), sorted.count - 1)]
            }
            let value = Int64(clamping: histogram.medianEquivalentForValue(histogram.valueAtPercentile(share)))
            return Swift.min(Swift.max(value, least), most)
        }
    }

    /// Bins up to 1, 2, 5, 10 … µs, those that hold something.
    private func bins(of sorted: [Int64]) -> [Distribution.Bin] {
        var counts: [(value: Int64, count: Int)] = sorted.map { ($0, 1) }
        if let histogram {
            counts = histogram.recordedValues().map {
                (Swift.min(Swift.max(Int64(clamping: $0.value), least), most), Int($0.count))
            }
        }
        var bins: [Distribution.Bin] = []
        var bound = 0
        for (value, count) in counts {
            while bound < Self.bounds.count - 1, value > Self.bounds[bound] { bound += 1 }
            let upTo = Self.milliseconds(Self.bounds[bound])
            if bins.last?.upTo == upTo {
                bins[bins.count - 1].count += count
            } else {
                bins.append(Distribution.Bin(upTo: upTo, count: count))
            }
        }
        return bins
    }

    private mutating func spill() {
        var histogram = Histogram<UInt32>(numberOfSignificantValueDigits: .three)
        for value in exact { _ = histogram.record(UInt64(value)) }
        self.histogram = histogram
        exact = []
    }

    private static func milliseconds(_ nanoseconds: Int64) -> Double { Double(nanoseconds) / 1_000_000 }

    /// Up to more than an hour; what is longer goes into the last.
    private static let bounds: [Int64] = {
        var bounds: [Int64] = []
        var decade: Int64 = 1_000
        while decade < 10_000_000_000_000 {
            bounds += [decade, decade * 2, decade * 5]
            decade *= 10
        }
        return bounds + [.max]
    }()
}
