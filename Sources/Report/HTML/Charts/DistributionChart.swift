import Evidence

/// A histogram with the limit, and under it a row for each distribution: its ends, its median and its percentiles.
struct DistributionChart {
    /// A distribution and what it is of.
    struct Row {
        /// What was timed, such as "TCP handshakes".
        let samples: String
        /// Its name beside the drawing, such as "idle".
        let name: String
        let distribution: Distribution
    }

    let title: String
    /// What it is of, where the title does not say it.
    var subject = ""
    /// The first one has its histogram drawn.
    let rows: [Row]
    let limitMs: Double?
    /// Others, whose figures are told and not drawn.
    var further: [Row] = []

    private static let rowHeight = 15.0

    /// The figure, where there is anything to draw.
    var figure: ChartFigure? {
        guard let first = rows.first else { return nil }
        let bins = HistogramBins(first.distribution)
        let median = "median \(Markup.shown(first.distribution.p50)) ms"
        let tail = "p99 \(Markup.shown(first.distribution.p99)) ms"
        let count = "\(Amounts.count(first.distribution.count)) samples"
        let note =
            [median, tail, count].joined(separator: ", ") + (bins.shown.note("bin").map { "; drawn: \($0)" } ?? "")
        return ChartFigure(
            title: title, subject: subject, drawing: drawing(bins), figures: figures(bins), note: note)
    }

    private func drawing(_ bins: HistogramBins) -> Markup {
        let (axis, isLimitNear) = horizontalAxis
        var svg = SVG()
        // Without a histogram only the rows are drawn.
        let base = bins.shown.kept.isEmpty ? 40.0 : 128
        let top = base + 34
        let height = top + Double(rows.count) * Self.rowHeight - 4
        if let most = bins.shown.kept.map(\.count).max() {
            let counts = Axis(from: 0, to: Double(most) * 1.08, at: base, 32)
            svg.drawVertical(counts, most: 3)
            for bin in bins.shown.kept { draw(bin, axis, counts, in: &svg) }
        }
        svg.drawHorizontal(axis, at: base, unit: "ms")
        svg.text(bins.shown.kept.isEmpty ? rows[0].samples : "samples (\(rows[0].samples))", 2, 10, "unit")
        for (index, row) in rows.enumerated() {
            draw(row, axis, at: top + Double(index) * Self.rowHeight, in: &svg)
        }
        if let limitMs { draw(limitMs, axis, isNear: isLimitNear, to: height - 6, in: &svg) }
        return svg.markup(height: height, summary: summary)
    }

    private func draw(_ bin: HistogramBins.Bin, _ axis: Axis, _ counts: Axis, in svg: inout SVG) {
        let (left, right) = (axis.position(of: bin.from), axis.position(of: bin.shownUpTo))
        let top = counts.position(of: Double(bin.count))
        svg.rectangle(
            left, top, max(1.5, right - left - 0.6), counts.start - top, "bar", of: [bin.upTo, Double(bin.count)])
    }

    private func draw(_ row: Row, _ axis: Axis, at y: Double, in svg: inout SVG) {
        let spread = row.distribution
        let median = axis.position(of: spread.p50)
        svg.line(
            axis.position(of: spread.min), y, axis.position(of: spread.max), y, "whisker", of: [spread.min, spread.max])
        svg.line(median, y, axis.position(of: spread.p90), y, "quart", of: [spread.p50, spread.p90])
        svg.dot(median, y, radius: 3.2, "dot", of: [spread.p50])
        let tail = axis.position(of: spread.p99)
        svg.line(tail, y - 4, tail, y + 4, "whisker", of: [spread.p99])
        svg.text(row.name, 2, y + 3.5, "unit")
    }

    private func draw(_ limit: Double, _ axis: Axis, isNear: Bool, to bottom: Double, in svg: inout SVG) {
        let words = "limit \(Markup.shown(limit)) ms"
        guard isNear else {
            let isRight = limit > axis.range.upperBound
            svg.text(
                isRight ? words + " →" : "← " + words, isRight ? ChartFrame.right : ChartFrame.left, 24, "limit-text",
                anchor: isRight ? .end : .start)
            return
        }
        let x = axis.position(of: limit)
        let isLeft = x < ChartFrame.width * 0.7
        svg.line(x, 16, x, bottom, "limit", of: [limit])
        svg.text(words, x + (isLeft ? 3 : -3), 24, "limit-text", anchor: isLeft ? .start : .end)
    }

    /// The axis of the times, and whether the limit is on it: far from what was measured it would leave that no room.
    private var horizontalAxis: (axis: Axis, isLimitNear: Bool) {
        let values = rows.flatMap { [$0.distribution.min, $0.distribution.max] }
        var (low, high) = (values.min() ?? 0, values.max() ?? 1)
        let isNear = limitMs.map { $0 >= low / 4 && $0 <= high * 2.5 } ?? false
        if let limitMs, isNear { (low, high) = (min(low, limitMs), max(high, limitMs)) }
        low = max(low, 1e-4)
        let (left, right) = (ChartFrame.left, ChartFrame.right)
        if high / low > 12 { return (Axis(.logarithmic, from: low / 1.15, to: high * 1.15, at: left, right), isNear) }
        let margin = high > low ? (high - low) * 0.06 : low * 0.1
        return (Axis(from: max(0, low - margin), to: high + margin, at: left, right), isNear)
    }

    /// The title with what it is of.
    private var whole: String { subject.isEmpty ? title : "\(title), \(subject)" }

    private var summary: String {
        let spread = rows[0].distribution
        return "\(whole): median \(Markup.shown(spread.p50)) ms, 99th percentile \(Markup.shown(spread.p99)) ms of "
            + "\(Amounts.count(spread.count)) \(rows[0].samples)"
            + (limitMs.map { "; limit \(Markup.shown($0)) ms" } ?? "")
    }

    private func figures(_ bins: HistogramBins) -> Markup {
        var spreads = HTMLTable(
            "Times in ms: \(whole)", isCaptionShown: false,
            columns: [.text("samples"), .number("count")] + ["min", "p50", "p90", "p99", "max"].map { .number($0) })
        for row in rows + further {
            let spread = row.distribution
            spreads.add(
                ["\(row.samples), \(row.name)", .figure(spread.count)]
                    + [spread.min, spread.p50, spread.p90, spread.p99, spread.max].map { .figure($0) })
        }
        var counts = HTMLTable(
            "Samples up to: \(whole)", isCaptionShown: false, columns: [.number("up to, ms"), .number("samples")])
        for bin in bins.shown.kept { counts.add([.figure(bin.upTo), .figure(bin.count)]) }
        let limit: Markup? = limitMs.map { "<p>Limit: \(.figure($0, "ms"))</p>\n" }
        return "\(spreads.markup)\(bins.shown.kept.isEmpty ? Markup() : counts.markup)\(limit)"
    }
}
