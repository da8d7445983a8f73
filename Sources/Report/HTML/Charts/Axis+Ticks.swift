import Glibc

extension Axis {
    /// Round values along the axis, rising: few enough to be read.
    func ticks(atMost most: Int = 5) -> [Double] {
        switch scale {
        case .linear: linearTicks(max(1, most))
        case .logarithmic: logarithmicTicks(max(1, most))
        }
    }

    /// Multiples of 1, 2 or 5 times a power of ten.
    private func linearTicks(_ most: Int) -> [Double] {
        let wanted = (range.upperBound - range.lowerBound) / Double(most)
        var exponent = Int(log10(wanted).rounded(.down))
        var digit = [1.0, 2, 5].first { Self.multiple($0, exponent) >= wanted * (1 - 1e-9) }
        if digit == nil { (digit, exponent) = (1, exponent + 1) }
        let step = Self.multiple(digit ?? 1, exponent)
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let values = (0...most).map { Self.multiple((first + Double($0)) * (digit ?? 1), exponent) }
        return rising(values)
    }

    /// Powers of ten, or where there are few of them also twice and five times those.
    private func logarithmicTicks(_ most: Int) -> [Double] {
        let exponents =
            Int(log10(range.lowerBound).rounded(.down))...Int(log10(range.upperBound).rounded(.up))
        var values = rising(exponents.map { Self.multiple(1, $0) })
        if values.count < 3 {
            values = rising(exponents.flatMap { exponent in [1, 2, 5].map { Self.multiple($0, exponent) } })
        }
        while values.count > most + 1 { values = values.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) }
        return values
    }

    /// `digit` times a power of ten, without the error that a product with a fraction has.
    private static func multiple(_ digit: Double, _ exponent: Int) -> Double {
        exponent < 0 ? digit / pow(10, Double(-exponent)) : digit * pow(10, Double(exponent))
    }

    /// The values that lie on the axis, each greater than the one before.
    private func rising(_ values: [Double]) -> [Double] {
        let slack = (range.upperBound - range.lowerBound) * 1e-9
        return values.reduce(into: []) { kept, value in
            let isOn = value >= range.lowerBound - slack && value <= range.upperBound + slack
            if isOn, kept.last.map({ value > $0 }) ?? true { kept.append(value) }
        }
    }
}
