import Evidence

/// For each pair of ends its round trip and its goodput as bars, each against its own limit.
///
/// The limit stands at the same place in all rows.
struct PairBars {
    let pairs: [MeasuredPair]

    private static let width = nameWidth + 2 * columnWidth
    private static let nameWidth = 236.0
    private static let columnWidth = 276.0
    /// How many characters of a name have room.
    private static let nameLength = 16
    private static let top = 24.0
    private static let rowHeight = 19.0
    /// How long a bar is that reaches its limit.
    private static let full = 120.0

    /// One of the two columns.
    private struct Bar {
        let value: Double?
        let limit: Double?
        let unit: String
        let isWrong: Bool
    }

    var drawing: Markup {
        var svg = SVG(width: Self.width, style: "wide")
        svg.text("round trip ÷ limit", Self.left(0), 12, "unit")
        svg.text("goodput ÷ needed", Self.left(1), 12, "unit")
        for (index, pair) in pairs.enumerated() {
            let y = Self.top + Double(index) * Self.rowHeight
            svg.text(
                [pair.names.from, pair.names.to].map { $0.shortened(to: Self.nameLength) }.joined(separator: " → "),
                Self.nameWidth - 8, y + 10, "key", anchor: .end)
            for (column, bar) in Self.bars(pair).enumerated() { draw(bar, at: Self.left(column), y, in: &svg) }
        }
        let height = Self.top + Double(pairs.count) * Self.rowHeight + 6
        return svg.markup(
            height: height, summary: "Measured pairs: round trip against its limit and goodput against what is needed")
    }

    private static func left(_ column: Int) -> Double { nameWidth + Double(column) * columnWidth }

    private static func bars(_ pair: MeasuredPair) -> [Bar] {
        let path = pair.path
        return [
            Bar(value: path.figures.rttMs, limit: path.limits.rttMs, unit: "ms", isWrong: path.isTooFar),
            Bar(
                value: pair.transfer?.mbps, limit: path.limits.mbps, unit: "Mbit/s",
                isWrong: pair.transfer.map(path.isTooLittle) ?? false),
        ]
    }

    private func draw(_ bar: Bar, at left: Double, _ y: Double, in svg: inout SVG) {
        guard let value = bar.value else {
            svg.text("? not measured", left, y + 10, "v-unknown")
            return
        }
        guard let limit = bar.limit, limit > 0 else {
            svg.text("\(Markup.shown(value)) \(bar.unit), not judged", left, y + 10, "value")
            return
        }
        let length = Axis(from: 0, to: limit * 1.45, at: 0, Self.full * 1.45).position(of: value)
        svg.rectangle(left, y + 2, max(1.5, length), 10, bar.isWrong ? "bar-fail" : "bar", of: [value])
        let sign = (bar.isWrong ? Standing.error : .pass).sign
        svg.text(
            "\(sign) \(Markup.shown(value)) \(bar.unit)", left + max(Self.full, length) + 6, y + 10,
            bar.isWrong ? "value v-fail" : "value")
        svg.line(left + Self.full, y - 2, left + Self.full, y + 15, "limit", of: [limit])
    }
}
