extension SVG {
    /// Draws a horizontal axis at `y`, with `unit` at its last value; a value without room has no label.
    mutating func drawHorizontal(_ axis: Axis, at y: Double, unit: String, most: Int = 5) {
        line(axis.start, y, axis.end, y, "axis")
        let ticks = axis.ticks(atMost: most)
        var next = Double.infinity
        for (index, tick) in ticks.enumerated().reversed() {
            let x = axis.position(of: tick)
            let isLast = index == ticks.count - 1
            let label = Markup.shown(tick) + (isLast && !unit.isEmpty ? " \(unit)" : "")
            line(x, y, x, y + 3, "axis")
            let half = Double(label.utf8.count) * 3.2
            if isLast, x > axis.end - 14 {
                // It would stand out of the drawing.
                text(label, axis.end + 8, y + 14, anchor: .end)
                next = axis.end + 8 - 2 * half
            } else if x + half < next - 4 {
                text(label, x, y + 14, anchor: .middle)
                next = x - half
            }
        }
    }

    /// Draws the lines of a vertical axis from `left` to `right`.
    mutating func drawVertical(
        _ axis: Axis, from left: Double = ChartFrame.left, to right: Double = ChartFrame.right, most: Int = 4,
        isShort: Bool = false
    ) {
        for tick in axis.ticks(atMost: most) {
            let y = axis.position(of: tick)
            line(left, y, right, y, "grid")
            text(isShort ? Markup.short(tick) : Markup.shown(tick), left - 5, y + 3.5, anchor: .end)
        }
    }
}

extension Markup {
    /// A number of thousands or millions in few characters, where the exact one stands elsewhere.
    static func short(_ value: Double) -> String {
        for (unit, size) in [("G", 1e9), ("M", 1e6), ("k", 1e3)] where abs(value) >= size {
            return Amounts.rounded(value / size, decimals: 2) + unit
        }
        return shown(value)
    }
}
