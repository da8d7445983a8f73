import Evidence

/// Migrations under conditions that grew harder, and between which of them it breaks.
struct SweepChart {
    let sweep: Trial.Sweep

    private static let title = "What breaks it"
    private static let end = ChartFrame.right - 8
    private static let top = 22.0

    var figure: ChartFigure? {
        guard !sweep.points.isEmpty else { return nil }
        let points = ThinnedSeries(sweep.points, most: 120, by: \.totalSeconds)
        var notes = ["dot: converged; cross: did not"]
        if points.kept.contains(where: { $0.outcome == .failed }) {
            notes.append("ring: ended early, which tells nothing")
        }
        if let note = points.note("migration") { notes.append("drawn: \(note)") }
        return ChartFigure(
            title: Self.title, drawing: drawing(points.kept), figures: table(points.kept),
            note: notes.joined(separator: "; "))
    }

    private func drawing(_ points: [Trial.SweepPoint]) -> Markup {
        let bounds = [sweep.hardestConverged, sweep.easiestFailed].compactMap(\.self)
        let x = Axis(
            from: 0, to: ((points.map(\.value) + bounds).max() ?? 1) * 1.05, at: ChartFrame.left, Self.end)
        let y = Axis(from: 0, to: (points.map(\.totalSeconds).max() ?? 1) * 1.1, at: ChartFrame.base, Self.top)
        var svg = SVG()
        svg.drawVertical(y, to: Self.end, most: 3)
        svg.drawHorizontal(x, at: ChartFrame.base, unit: sweep.unit.cut(to: 12))
        svg.text("seconds in all", 2, 10, "unit")
        if bounds.count == 2, let low = bounds.min(), let high = bounds.max() {
            let (left, right) = (x.position(of: low), x.position(of: high))
            svg.rectangle(
                left, Self.top, right - left, ChartFrame.base - Self.top, "breaking", of: bounds)
            svg.text("breaks here", (left + right) / 2, Self.top - 4, "unit", anchor: .middle)
        }
        let converged = points.filter { $0.outcome == .converged }
        if converged.count > 1 {
            svg.polyline(
                converged.map { (x.position(of: $0.value), y.position(of: $0.totalSeconds)) }, "line forward",
                of: converged.flatMap { [$0.value, $0.totalSeconds] })
        }
        for point in points {
            let (left, place) = (x.position(of: point.value), y.position(of: point.totalSeconds))
            let figures = [point.value, point.totalSeconds]
            switch point.outcome {
            case .converged: svg.dot(left, place, of: figures)
            case .notConverged: svg.cross(left, place, of: figures)
            case .failed: svg.dot(left, place, "ring", of: figures)
            }
        }
        return svg.markup(height: ChartFrame.height, summary: summary(points))
    }

    private func summary(_ points: [Trial.SweepPoint]) -> String {
        Self.title + ": "
            + points.prefix(24).map { point in
                "at \(Markup.shown(point.value)) \(sweep.unit) \(point.words) in \(Markup.shown(point.totalSeconds)) s"
            }.joined(separator: "; ")
    }

    private func table(_ points: [Trial.SweepPoint]) -> Markup {
        var table = HTMLTable(
            Self.title, isCaptionShown: false,
            columns: [.number(sweep.what.words), .text("outcome")]
                + ["seconds", "rounds", "stun, ms", "slowed by, %", "sent, MB/s"].map { .number($0) }
                + [.text("because")])
        for point in points {
            table.add([
                .figure(point.value, sweep.unit), "\(point.words)", .figure(point.totalSeconds), .figure(point.rounds),
                .measured(point.stunMs), .measured(point.slowdownPercent, else: "not slowed"),
                .measured(point.sendMBps), .text(point.why ?? ""),
            ])
        }
        return table.markup
    }
}

extension Trial.SweepPoint {
    /// How it ended.
    var words: String {
        switch outcome {
        case .converged where verified == true: "converged"
        case .converged where verified == false: "converged, pages do not hold what they must"
        case .converged: "converged, not verified"
        case .notConverged: "did not converge"
        case .failed: "failed"
        }
    }
}

extension Trial.Sweep.Condition {
    /// What grows harder.
    var words: String {
        switch self {
        case .rtt: "added round trip"
        case .bandwidth: "bandwidth"
        case .dirtyRate: "dirty rate"
        }
    }
}
