import Evidence
import Glibc

/// How many pages were left to send at the start of each round.
struct PagesChart {
    let trial: Trial

    var figure: ChartFigure? {
        guard !trial.rounds.isEmpty else { return nil }
        let rounds = RoundSeries(trial.rounds)
        let title = "Pages left"
        let count = Amounts.of(trial.rounds.count, "round")
        let note = rounds.shown.note("round").map { "\(count); drawn: \($0)" } ?? count
        return ChartFigure(
            title: title, drawing: drawing(rounds), figures: rounds.table(title),
            note: note + (isStoppedAtLast ? "; the last one with the guest stopped" : ""))
    }

    /// Whether the guest stood still in the last round: it does where the migration converges and resumes it whole.
    private var isStoppedAtLast: Bool { trial.outcome == .converged && trial.quickResume == nil }

    private func drawing(_ rounds: RoundSeries) -> Markup {
        let shown = rounds.shown.kept
        let counts = shown.map { max(1, Double($0.round.pages)) }
        let (least, most) = (counts.min() ?? 1, counts.max() ?? 1)
        let x = Axis(from: 0, to: rounds.seconds, at: ChartFrame.left, ChartFrame.right)
        let y = Axis(
            .logarithmic, from: pow(10, log10(least).rounded(.down)), to: pow(10, log10(most + 1).rounded(.up)),
            at: ChartFrame.base, ChartFrame.top)
        var svg = SVG()
        svg.drawVertical(y, most: 5, isShort: true)
        svg.drawHorizontal(x, at: ChartFrame.base, unit: "s")
        svg.text("pages at the start of each round (log)", 2, 10, "unit")
        var before: Double?
        var lastLabel = -Double.infinity
        for (index, timed) in shown.enumerated() {
            let pages = Double(timed.round.pages)
            let (left, right) = (x.position(of: timed.start), x.position(of: timed.end))
            let place = y.position(of: max(1, pages))
            if let before { svg.line(left, before, left, place, "drop") }
            svg.line(left, place, right, place, "line forward thick", of: [pages, timed.round.seconds])
            svg.dot(left, place, radius: 2.6, of: [pages])
            if index == shown.count - 1, index > 0 {
                svg.text(Markup.short(pages), min(right, ChartFrame.right), place + 14, "value", anchor: .end)
            } else if left - lastLabel > 46, left < ChartFrame.right - 40 {
                svg.text(Markup.short(pages), left + 3, place - 5, "value")
                lastLabel = left
            }
            before = place
        }
        let words = shown.prefix(24).map { Amounts.count($0.round.pages) }.joined(separator: ", ")
        return svg.markup(
            height: ChartFrame.height,
            summary: "Pages left: by round \(words)" + (shown.count > 24 ? " and more" : ""))
    }
}
