import Evidence

/// The points of a series as figures in a line.
struct SeriesText {
    let series: ThinnedSeries<Point>
    let head: String
    let why: String?
    let unit: String

    var markup: Markup {
        let why: Markup? = why.map { ": \(.text($0))" }
        guard !series.kept.isEmpty else { return "<p class='points'><b>\(head)</b>\(why)</p>\n" }
        let note: Markup? = series.note("point").map { " (\($0))" }
        let points = series.kept.map { point -> Markup in
            "\(.figure(point.seconds, "s")) \(.figure(point.value))"
        }
        return "<p class='points'><b>\(head)</b>\(why); over time\(note), \(unit): \(points.joined(" · "))</p>\n"
    }
}
