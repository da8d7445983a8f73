import Evidence

/// What the model foretold beside what happened.
struct PredictionChart {
    let trial: Trial

    private static let title = "Prediction beside trial"
    private static let left = 74.0
    private static let end = 238.0
    private static let rowHeight = 27.0
    private static let top = 34.0

    private struct Row {
        let name: String
        let unit: String
        let foretold: Double
        let happened: Double
        var isCount = false

        func markup(_ value: Double) -> Markup {
            if isCount, let count = Int(exactly: value) { return .figure(count) }
            return .figure(value)
        }

        /// How far off the prediction was.
        var difference: String {
            guard happened > 0 else { return "" }
            let text = Amounts.rounded(abs((foretold - happened) / happened * 100), decimals: 0)
            return text == "0" ? "as foretold" : (foretold < happened ? "−" : "+") + text + " %"
        }
    }

    private func rows(_ prediction: Trial.Prediction) -> [Row] {
        var rows = [
            Row(name: "total time", unit: "s", foretold: prediction.totalSeconds, happened: trial.totalSeconds),
            Row(name: "sent", unit: "MB", foretold: prediction.sentMB, happened: trial.sentMB),
        ]
        // Of a migration that does not converge nothing is foretold of the switchover.
        if let stun = trial.stunMs, prediction.converges {
            rows.append(Row(name: "stood still", unit: "ms", foretold: prediction.stunMs, happened: stun))
        }
        rows.append(
            Row(
                name: "rounds", unit: "", foretold: Double(prediction.rounds), happened: Double(trial.rounds.count),
                isCount: true))
        if let slowdown = prediction.slowdownPercent, let sdps = trial.sdps, sdps.engaged {
            rows.append(Row(name: "slowed by", unit: "%", foretold: slowdown, happened: sdps.slowdownPercent))
        }
        return rows
    }

    var figure: ChartFigure? {
        guard let prediction = trial.prediction else { return nil }
        let rows = rows(prediction)
        var notes = [
            "converges: predicted \(prediction.converges ? "yes" : "no"), "
                + "trial \(trial.outcome == .converged ? "yes" : "no")"
        ]
        switch (prediction.slowdownPercent, trial.sdps?.engaged == true) {
        case (let slowdown?, false):
            notes.append("a slowdown of \(Markup.shown(slowdown)) % was predicted and none came")
        case (nil, true): notes.append("the slowdown was not predicted")
        default: break
        }
        return ChartFigure(
            title: Self.title, drawing: drawing(rows), figures: table(rows), note: notes.joined(separator: "; "))
    }

    private func drawing(_ rows: [Row]) -> Markup {
        var svg = SVG()
        svg.dot(Self.left, 8, radius: 3.6, "ring", of: [])
        svg.text("predicted", Self.left + 7, 11.5, "key")
        svg.dot(Self.left + 70, 8, radius: 3.6, of: [])
        svg.text("trial", Self.left + 77, 11.5, "key")
        for (index, row) in rows.enumerated() {
            let y = Self.top + Double(index) * Self.rowHeight
            let x = Axis(from: 0, to: max(row.foretold, row.happened) * 1.05, at: Self.left, Self.end)
            let (foretold, happened) = (x.position(of: row.foretold), x.position(of: row.happened))
            svg.text(row.name, Self.left - 8, y + 3.5, "key", anchor: .end)
            svg.line(Self.left, y, Self.end, y, "grid")
            svg.line(foretold, y, happened, y, "drop thick")
            svg.dot(foretold, y, radius: 3.8, "ring", of: [row.foretold])
            svg.dot(happened, y, radius: 3.2, of: [row.happened])
            let unit = row.unit.isEmpty ? "" : " \(row.unit)"
            svg.text(
                "\(Markup.shown(row.foretold)) → \(Markup.shown(row.happened))\(unit)", Self.end + 8, y - 1.5, "value")
            svg.text(row.difference, Self.end + 8, y + 9.5, "unit")
        }
        let summary = rows.map { row in
            "\(row.name): predicted \(Markup.shown(row.foretold)), trial \(Markup.shown(row.happened)) \(row.unit)"
        }
        return svg.markup(
            height: Self.top + Double(rows.count) * Self.rowHeight - 8,
            summary: "\(Self.title): \(summary.joined(separator: "; "))")
    }

    private func table(_ rows: [Row]) -> Markup {
        var table = HTMLTable(
            Self.title, isCaptionShown: false,
            columns: [.text("what"), .number("predicted"), .number("trial"), .text("unit")])
        for row in rows {
            table.add(["\(row.name)", row.markup(row.foretold), row.markup(row.happened), "\(row.unit)"])
        }
        return table.markup
    }
}
