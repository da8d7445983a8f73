import Glibc

/// Where values stand in a drawing: from one position to another, evenly or by their logarithm.
///
/// Evidence from elsewhere may hold any number: what lies outside is drawn at the nearer end, so that no position
/// leaves the drawing.
struct Axis {
    /// What lies equally far apart.
    enum Scale {
        /// Equal differences.
        case linear
        /// Equal ratios.
        case logarithmic
    }

    let scale: Scale
    /// The values at its ends.
    let range: ClosedRange<Double>
    /// The position of the lowest value.
    let start: Double
    /// The position of the highest value.
    let end: Double

    /// Beyond this nothing is told apart.
    private static let greatest = 1e15
    /// Below this nothing has a logarithm of its own.
    private static let least = 1e-9

    init(_ scale: Scale = .linear, from low: Double, to high: Double, at start: Double, _ end: Double) {
        self.scale = scale
        self.start = start
        self.end = end
        let (low, high) = (Self.bounded(low), Self.bounded(high))
        switch scale {
        case .linear:
            range = low...(high - low > max(1e-12, abs(low) * 1e-9) ? high : low + max(1, abs(low) / 10))
        case .logarithmic:
            let low = min(max(low, Self.least), Self.greatest / 10)
            range = low...(high > low * (1 + 1e-9) ? high : low * 10)
        }
    }

    private static func bounded(_ value: Double) -> Double {
        value.isFinite ? min(max(value, -greatest), greatest) : 0
    }

    func position(of value: Double) -> Double {
        start + share(of: value) * (end - start)
    }

    /// How far along the axis a value stands: 0 to 1.
    private func share(of value: Double) -> Double {
        let value = min(max(Self.bounded(value), range.lowerBound), range.upperBound)
        return switch scale {
        case .linear: (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        case .logarithmic: log10(value / range.lowerBound) / log10(range.upperBound / range.lowerBound)
        }
    }
}
