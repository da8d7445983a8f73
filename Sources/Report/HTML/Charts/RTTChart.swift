import Evidence

/// The round trips of a path, idle and loaded, against what release and licence support.
struct RTTChart {
    let figure: ChartFigure?

    init(_ path: PathFigures, title: String, limitMs: Double?) {
        let all = [("idle", path.idle), ("loaded", path.loaded)].map { name, samples in
            samples.map {
                DistributionChart.Row(samples: $0.method.samples, name: name, distribution: $0.distribution)
            }
        }
        figure =
            DistributionChart(
                title: "Round trip", subject: title, rows: all.compactMap(\.first), limitMs: limitMs,
                further: all.flatMap { $0.dropFirst() }
            ).figure
    }
}
