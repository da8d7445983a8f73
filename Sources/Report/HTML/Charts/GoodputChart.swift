import Evidence

/// What the transfers of a path carried over time, each direction and number of streams, against what is needed.
struct GoodputChart {
    let title: String
    let transfers: [Goodput]
    let neededMbps: Double?

    /// Transfers that are drawn; more would be no reading.
    private static let most = 8
    /// Transfers whose figures are listed.
    private static let mostRows = 100
    private static let end = ChartFrame.width - 104

    private struct Line {
        let transfer: Goodput
        let series: ThinnedSeries<Point>
    }

    var figure: ChartFigure? {
        let lines = transfers.prefix(Self.most).map { transfer in
            Line(transfer: transfer, series: ThinnedSeries(transfer.series, by: \.value))
        }
        guard !lines.isEmpty else { return nil }
        var note = "→ from the first to the second end, ← back; dashed: one stream"
        if lines.contains(where: \.series.kept.isEmpty) { note += "; what has no line was not recorded over time" }
        if transfers.count > lines.count {
            note += "; the first \(lines.count) of \(Amounts.of(transfers.count, "transfer")) are drawn"
        }
        return ChartFigure(
            title: "Goodput", subject: title, drawing: drawing(lines), figures: figures(lines), note: note)
    }

    private func drawing(_ lines: [Line]) -> Markup {
        let points = lines.flatMap(\.series.kept)
        let rates = points.map(\.value) + lines.map(\.transfer.mbps) + [neededMbps].compactMap(\.self)
        let seconds = points.map(\.seconds) + lines.map(\.transfer.seconds)
        let x = Axis(from: 0, to: seconds.max() ?? 1, at: ChartFrame.left, Self.end)
        let y = Axis(from: 0, to: (rates.max() ?? 1) * 1.05, at: ChartFrame.base, ChartFrame.top)
        var svg = SVG()
        svg.drawVertical(y, to: Self.end)
        svg.drawHorizontal(x, at: ChartFrame.base, unit: "s")
        svg.text("Mbit/s", 2, 10, "unit")
        for line in lines where !line.series.kept.isEmpty {
            svg.polyline(
                line.series.kept.map { (x.position(of: $0.seconds), y.position(of: $0.value)) },
                "line \(line.transfer.direction.rawValue)" + (line.transfer.streams == 1 ? " dashed" : ""),
                of: line.series.kept.flatMap { [$0.seconds, $0.value] })
        }
        var labels = lines.map { line in
            let transfer = line.transfer
            return (
                y.position(of: transfer.mbps),
                "\(transfer.arrow) \(transfer.streamText) \(Markup.shown(transfer.mbps))",
                "key \(transfer.direction.rawValue)"
            )
        }
        if let neededMbps {
            let place = y.position(of: neededMbps)
            svg.line(ChartFrame.left, place, Self.end, place, "limit", of: [neededMbps])
            labels.append((place, "needed \(Markup.shown(neededMbps))", "limit-text"))
        }
        let spread = LabelSpread(
            labels.map(\.0), gap: ChartFrame.labelGap, from: ChartFrame.top - 2, to: ChartFrame.base)
        for ((_, words, style), place) in zip(labels, spread.positions) {
            svg.text(words, Self.end + 4, place + 3.5, style)
        }
        return svg.markup(height: ChartFrame.height, summary: summary(lines))
    }

    private func summary(_ lines: [Line]) -> String {
        "\(title): "
            + lines.map { line in
                let transfer = line.transfer
                return "\(transfer.streamText) \(transfer.direction.word): \(Markup.shown(transfer.mbps)) Mbit/s"
                    + (transfer.limitedBy.map { ", limited by \($0.rawValue)" } ?? "")
            }.joined(separator: "; ") + (neededMbps.map { "; needed \(Markup.shown($0)) Mbit/s" } ?? "")
    }

    private func figures(_ lines: [Line]) -> Markup {
        var table = HTMLTable(
            "Transfers: \(title)", isCaptionShown: false,
            columns: [.text("transfer")]
                + ["steady, Mbit/s", "mean, Mbit/s", "seconds", "bytes", "sent again"].map { .number($0) }
                + [.text("limited by")])
        for transfer in transfers.prefix(Self.mostRows) {
            table.add([
                "\(transfer.direction.word), \(transfer.streamText)", .figure(transfer.mbps),
                .measured(transfer.meanMbps), .figure(transfer.seconds), .figure(transfer.bytes),
                .measured(transfer.retransmits), "\(transfer.limitedBy?.rawValue ?? "not known")",
            ])
        }
        let series = lines.map { line in
            let transfer = line.transfer
            return SeriesText(
                series: line.series, head: "\(transfer.direction.word), \(transfer.streamText)",
                why: transfer.limitedWhy, unit: "Mbit/s"
            ).markup
        }
        let needed: Markup? = neededMbps.map { "<p>Needed: \(.figure($0, "Mbit/s"))</p>\n" }
        return "\(table.markup)\(series)\(needed)"
    }
}

extension Goodput {
    /// Which way it went, as a sign.
    var arrow: String { direction == .forward ? "→" : "←" }

    /// "1 stream", "4 streams".
    var streamText: String { Amounts.of(streams, "stream") }
}

extension Goodput.Direction {
    /// Which way, in a word.
    var word: String { self == .forward ? "there" : "back" }
}
