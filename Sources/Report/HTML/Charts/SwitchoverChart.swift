import Evidence

/// How long the guest stood still and was not heard, against the goal of the trial.
struct SwitchoverChart {
    let trial: Trial

    private static let title = "Switchover"
    private static let left = 112.0
    private static let right = ChartFrame.width - 62
    private static let rowHeight = 24.0
    private static let top = 30.0

    private struct Row {
        let name: String
        let milliseconds: Double
        /// The figure as the evidence has it, which may be in seconds.
        let figure: Double
        let unit: String
    }

    private var rows: [Row] {
        [
            ("stood still", trial.stunMs, 1.0, "ms"), ("by the source", trial.stun?.sourceMs, 1, "ms"),
            ("by the destination", trial.stun?.destinationMs, 1, "ms"),
            ("switchover", trial.switchoverSeconds, 1000, "s"), ("longest silence", trial.longestSilenceMs, 1, "ms"),
            ("usual silence", trial.usualSilenceMs, 1, "ms"),
        ].compactMap { name, figure, factor, unit in
            figure.map { Row(name: name, milliseconds: $0 * factor, figure: $0, unit: unit) }
        }
    }

    var figure: ChartFigure? {
        let rows = rows
        guard !rows.isEmpty else { return nil }
        return ChartFigure(
            title: Self.title, drawing: drawing(rows), figures: table(rows),
            note: trial.stunMs == nil ? "how long the guest stood still is not known" : nil)
    }

    private func drawing(_ rows: [Row]) -> Markup {
        let goal = trial.switchoverGoalMs
        let values = rows.map(\.milliseconds)
        let low = max(values.min() ?? 1, 1e-3) / 1.5
        let high = max(values.max() ?? 1, goal ?? 0) * 1.6
        let x =
            high / low > 30
            ? Axis(.logarithmic, from: low, to: high, at: Self.left, Self.right)
            : Axis(from: 0, to: high, at: Self.left, Self.right)
        let base = Self.top + Double(rows.count) * Self.rowHeight
        var svg = SVG()
        for (index, row) in rows.enumerated() {
            let y = Self.top + Double(index) * Self.rowHeight
            svg.text(row.name, Self.left - 6, y + 11, "key", anchor: .end)
            svg.rectangle(
                Self.left, y, max(1.5, x.position(of: row.milliseconds) - Self.left), 14, "bar", of: [row.figure])
            svg.text(
                "\(Markup.shown(row.milliseconds)) ms", ChartFrame.width - 2, y + 11, "value", anchor: .end)
        }
        if let goal {
            let place = x.position(of: goal)
            svg.line(place, Self.top - 6, place, base, "asked", of: [goal])
            svg.text(
                "goal \(Markup.shown(goal)) ms", place + 3, Self.top - 9, "asked-text",
                anchor: place < ChartFrame.width / 2 ? .start : .end)
        }
        svg.drawHorizontal(x, at: base, unit: "ms", most: 3)
        return svg.markup(height: base + 26, summary: summary(rows))
    }

    private func summary(_ rows: [Row]) -> String {
        Self.title + ": " + rows.map { "\($0.name) \(Markup.shown($0.figure)) \($0.unit)" }.joined(separator: ", ")
            + (trial.switchoverGoalMs.map { "; goal \(Markup.shown($0)) ms" } ?? "")
    }

    private func table(_ rows: [Row]) -> Markup {
        var table = HTMLTable(Self.title, isCaptionShown: false, columns: [.text("what"), .number("how long")])
        for row in rows { table.add(["\(row.name)", .figure(row.figure, row.unit)]) }
        if let goal = trial.switchoverGoalMs { table.add(["goal", .figure(goal, "ms")]) }
        return table.markup
    }
}
