import Evidence

/// The search for the condition that breaks a migration: both ends of a range, then the middle of what is open.
struct BreakingPoint {
    private let range: SweepRange

    /// The hardest condition under which a migration converged, and the easiest under which one did not.
    private(set) var hardestConverged: Double?
    private(set) var easiestFailed: Double?

    /// Nothing was tried yet.
    init(in range: SweepRange) { self.range = range }

    /// The condition to try next; nil once the breaking point is known well enough.
    var next: Double? {
        guard let converged = hardestConverged else { return easiestFailed == nil ? range.easiest : nil }
        guard let failed = easiestFailed else { return converged == range.hardest ? nil : range.hardest }
        guard !isNear(converged, failed) else { return nil }
        let middle = middle(converged, failed)
        return middle == converged || middle == failed ? nil : middle
    }

    /// How many migrations may still be wanted, give or take one.
    var aboutLeft: Int {
        guard next != nil else { return 0 }
        var (left, search) = (0, self)
        // It takes longest where little but the hard end breaks it.
        while let value = search.next, left < 64 {
            search.note(value, hasConverged: value != range.hardest)
            left += 1
        }
        return left
    }

    /// Takes in how a migration went under the condition `value`.
    mutating func note(_ value: Double, hasConverged: Bool) {
        if hasConverged { hardestConverged = value } else { easiestFailed = value }
    }

    /// A thirty-second of the range of round trips, a tenth of a rate.
    private func isNear(_ converged: Double, _ failed: Double) -> Bool {
        switch range.what {
        case .rtt: abs(failed - converged) <= max(1, abs(range.hardest - range.easiest) / 32)
        case .bandwidth, .dirtyRate: max(failed, converged) <= 1.1 * min(failed, converged)
        }
    }

    /// A value in between that people can read: whole milliseconds, three digits of a rate.
    private func middle(_ converged: Double, _ failed: Double) -> Double {
        switch range.what {
        case .rtt: return ((converged + failed) / 2).rounded()
        case .bandwidth, .dirtyRate:
            let value = (converged * failed).squareRoot()
            var digit = 1.0
            while value / digit >= 1000 { digit *= 10 }
            while value / digit < 100 { digit /= 10 }
            return (value / digit).rounded() * digit
        }
    }
}
