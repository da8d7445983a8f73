import ArgumentParser
import Evidence

/// What `--sweep` takes: a condition, and the range in which it grows harder.
struct SweepRange: Equatable {
    let what: Trial.Sweep.Condition

    /// The ends, in the unit of the sweep: ms, Mbit/s or MB/s.
    let easiest: Double
    let hardest: Double

    /// Reads `rtt=0..150ms`; a first value without a unit has that of the second.
    init(_ text: String) throws(ValidationError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let what = Trial.Sweep.Condition(rawValue: String(parts[0])) else {
            throw ValidationError("there is no sweep of \(parts[0]); there are rtt, bandwidth and dirty-rate.")
        }
        let range = parts.count == 2 ? parts[1].components("..") : nil
        guard let (first, second) = range else {
            throw ValidationError("a sweep is a condition and a range, such as \(Self.example(what)).")
        }
        let low = try Self.value(first.isBareNumber ? first + second.unit : first, of: what)
        let high = try Self.value(second, of: what)
        guard low < high else {
            throw ValidationError("the range \(first)..\(second) has no room; the smaller end comes first.")
        }
        self.what = what
        (easiest, hardest) = what == .bandwidth ? (high, low) : (low, high)
    }

    private static func example(_ what: Trial.Sweep.Condition) -> String {
        switch what {
        case .rtt: "rtt=0ms..150ms"
        case .bandwidth: "bandwidth=100Mbit/s..1Gbit/s"
        case .dirtyRate: "dirty-rate=10MB/s..500MB/s"
        }
    }

    private static func value(
        _ text: String, of what: Trial.Sweep.Condition
    ) throws(ValidationError) -> Double {
        switch what {
        case .rtt:
            let time = try TimeSpan(allowingZero: text)
            guard time.amount <= 10_000 else { throw ValidationError("a sweep adds at most 10s to a round trip.") }
            return Double(time.amount)
        case .bandwidth:
            let rate = try BitRate(text)
            guard (8_000...8_000_000_000_000).contains(rate.amount) else {
                throw ValidationError("the bandwidth of a sweep is 8kbit/s to 8000Gbit/s.")
            }
            return rate.mbps
        case .dirtyRate:
            let rate = try BitRate(text)
            guard rate.amount <= 8_000_000_000_000 else {
                throw ValidationError("a guest writes at most 1000000MB/s.")
            }
            return rate.mbps / 8
        }
    }
}

extension Substring {
    /// What stands before and after the first `separator`.
    fileprivate func components(_ separator: String) -> (String, String)? {
        guard let place = firstRange(of: separator) else { return nil }
        return (String(self[..<place.lowerBound]), String(self[place.upperBound...]))
    }
}

extension String {
    /// Whether it is digits, and perhaps a decimal point, alone.
    fileprivate var isBareNumber: Bool { !isEmpty && allSatisfy { "0123456789.".contains($0) } }

    /// What follows the number.
    fileprivate var unit: String { String(drop { "0123456789. ".contains($0) }) }
}
