import Evidence

/// How fast the guest dirtied pages and how fast they were sent, and below it how much the guest was slowed down.
struct RatesChart {
    let trial: Trial

    private static let title = "Dirty rate against send rate"
    private static let end = ChartFrame.width - 62
    /// Where the bars of the slowdown begin, when the guest was slowed down.
    private static let slowdownTop = 124.0

    var figure: ChartFigure? {
        guard !trial.rounds.isEmpty else { return nil }
        let rounds = RoundSeries(trial.rounds)
        return ChartFigure(
            title: Self.title, drawing: drawing(rounds), figures: rounds.table(Self.title),
            note: rounds.shown.note("round").map { "drawn: \($0)" })
    }

    private func drawing(_ rounds: RoundSeries) -> Markup {
        let shown = rounds.shown.kept
        let isSlowed = shown.contains { $0.round.slowdownPercent ?? 0 > 0 }
        let base = isSlowed ? 112 : ChartFrame.base
        let top = shown.flatMap { [$0.round.dirtyMBps, $0.round.sendMBps] }.max() ?? 1
        let asked = trial.workload.dirtyMBps
        // Far above what was reached it would leave that no room.
        let isAskedShown = asked <= top * 2.5
        let x = Axis(from: 0, to: rounds.seconds, at: ChartFrame.left, Self.end)
        let y = Axis(from: 0, to: max(top, isAskedShown ? asked : 0) * 1.08, at: base, ChartFrame.top)
        var svg = SVG()
        svg.drawVertical(y, to: Self.end, most: 3)
        svg.text("MB/s", 2, 10, "unit")
        draw(shown, \.sendMBps, "line forward", x, y, in: &svg)
        draw(shown, \.dirtyMBps, "line reverse", x, y, in: &svg)
        // In the last round the guest may stand still: what it did before is what its line is called by.
        let running = shown.count > 1 ? shown[shown.count - 2].round : shown[0].round
        var keys = [("sent", running.sendMBps, "forward"), ("dirtied", running.dirtyMBps, "reverse")]
        if isAskedShown {
            svg.line(ChartFrame.left, y.position(of: asked), Self.end, y.position(of: asked), "asked", of: [asked])
            keys.append(("guest asks", asked, "asked-text"))
        } else {
            svg.text("the guest asks for \(Markup.shown(asked)) MB/s", Self.end, 10, "asked-text", anchor: .end)
        }
        let labels = LabelSpread(
            keys.map { y.position(of: $0.1) }, gap: ChartFrame.labelGap, from: ChartFrame.top - 2, to: base)
        for (key, place) in zip(keys, labels.positions) {
            svg.text(key.0, Self.end + 4, place + 3.5, "key \(key.2)")
        }
        if isSlowed { drawSlowdown(shown, x, in: &svg) }
        svg.drawHorizontal(x, at: ChartFrame.base, unit: "s")
        return svg.markup(height: ChartFrame.height, summary: summary(shown))
    }

    /// Draws a figure of the rounds as steps.
    private func draw(
        _ rounds: [RoundSeries.Timed], _ figure: KeyPath<Trial.Round, Double>, _ style: String, _ x: Axis, _ y: Axis,
        in svg: inout SVG
    ) {
        let points = rounds.flatMap { timed in
            [timed.start, timed.end].map { (x.position(of: $0), y.position(of: timed.round[keyPath: figure])) }
        }
        svg.polyline(points, style, of: rounds.map { $0.round[keyPath: figure] })
    }

    private func drawSlowdown(_ rounds: [RoundSeries.Timed], _ x: Axis, in svg: inout SVG) {
        let percent = Axis(from: 0, to: 100, at: ChartFrame.base, Self.slowdownTop)
        svg.line(ChartFrame.left, Self.slowdownTop, Self.end, Self.slowdownTop, "grid")
        svg.text("100 %", ChartFrame.left - 5, Self.slowdownTop + 4, anchor: .end)
        svg.text("slowed by", Self.end + 4, ChartFrame.base - 4, "key")
        for timed in rounds {
            guard let slowdown = timed.round.slowdownPercent, slowdown > 0 else { continue }
            let (left, right) = (x.position(of: timed.start), x.position(of: timed.end))
            let place = percent.position(of: slowdown)
            svg.rectangle(
                left, place, max(1, right - left - 0.6), ChartFrame.base - place, "slow", of: [slowdown])
            if right - left > 26 {
                svg.text(
                    "\(Markup.shown(slowdown, decimals: 0)) %", (left + right) / 2, place - 2, "value", anchor: .middle)
            }
        }
    }

    private func summary(_ rounds: [RoundSeries.Timed]) -> String {
        Self.title + ": "
            + rounds.prefix(12).map { timed in
                let round = timed.round
                return "round \(timed.number): dirtied \(Markup.shown(round.dirtyMBps)), sent "
                    + "\(Markup.shown(round.sendMBps)) MB/s"
                    + (round.slowdownPercent.map { ", slowed by \(Markup.shown($0)) %" } ?? "")
            }.joined(separator: "; ")
    }
}
