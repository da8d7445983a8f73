import Evidence
import TestSupport
import Testing

@testable import Report

@Suite struct ChartTests {
    @Test func `Charts of a measured path`() throws {
        let path = try #require(try MeasuredSample.twoSites.paths.first)
        try expectGolden(
            try #require(RTTChart(path.figures, title: path.title, limitMs: 10).figure).markup.html, "chart-rtt.html")
        let goodput = GoodputChart(title: path.title, transfers: path.figures.goodput, neededMbps: 1000)
        try expectGolden(try #require(goodput.figure).markup.html, "chart-goodput.html")
    }

    @Test func `Charts of all measured pairs`() throws {
        let paths = try MeasuredSample.twoSites.paths
        let map = SiteMap(sites: ["amsterdam", "frankfurt"], paths: paths).drawing
        try expectGolden(try #require(map).html, "chart-map.html")
        try expectGolden(PairBars(pairs: MeasuredPair.all(in: paths)).drawing.html, "chart-bars.html")
    }

    @Test(arguments: [2, 3, 4]) func `Figures on the map are apart, and everything is inside`(sites: Int) throws {
        let names = Array(["amsterdam", "frankfurt", "paris", "rome"].prefix(sites))
        var sample = MeasuredSample.twoSites
        sample.change = { evidence in
            let (path, end) = (evidence.paths[0], evidence.ends[0])
            evidence.paths = (0..<10).map { index in
                var path = path
                (path.from, path.to) = ("from-\(index % 5)", "to-\(index / 2)-with-a-name-that-is-long")
                return path
            }
            evidence.ends = evidence.paths.enumerated().flatMap { index, path in
                [(path.from, 0), (path.to, 1 + index % (sites - 1))].map { name, site in
                    var end = end
                    (end.name, end.address, end.site) = (name, "10.0.0.\(index)", names[site])
                    return end
                }
            }
        }
        let drawing = try #require(SiteMap(sites: names, paths: try sample.paths).drawing)
        let map = try #require(DrawnMarkup(html: drawing.html).drawings.first)
        #expect(map.places.x.allSatisfy { (0...map.width).contains($0) })
        #expect(map.places.y.allSatisfy { (0...map.height).contains($0) })
        let figures = drawing.html.matches(of: /<text x='([^']*)' y='([^']*)' class='value halo v-/).map { match in
            (x: String(match.1), y: Double(match.2) ?? 0)
        }
        #expect(figures.count >= 5)
        for (_, column) in Dictionary(grouping: figures, by: \.x) {
            let heights = column.map(\.y).sorted()
            #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 33 })
        }
    }

    @Test func `Charts of a trial`() throws {
        let trial = try #require(try MeasuredSample.trials.evidence[0].trial)
        let sweep = try #require(trial.sweep)
        try expectGolden(try #require(PagesChart(trial: trial).figure).markup.html, "chart-pages.html")
        try expectGolden(try #require(RatesChart(trial: trial).figure).markup.html, "chart-rates.html")
        try expectGolden(try #require(SwitchoverChart(trial: trial).figure).markup.html, "chart-switchover.html")
        try expectGolden(try #require(SweepChart(sweep: sweep).figure).markup.html, "chart-sweep.html")
        try expectGolden(
            try #require(PredictionChart(trial: Trials.slowed).figure).markup.html, "chart-prediction.html")
        try expectGolden(try #require(FaultChart(trial: Trials.resumed).figure).markup.html, "chart-faults.html")
    }

    @Test func `What was not measured is not drawn`() throws {
        #expect(RTTChart(PathFigures(Path(from: "a", to: "b"), in: Self.empty), title: "", limitMs: 10).figure == nil)
        #expect(GoodputChart(title: "", transfers: [], neededMbps: 1000).figure == nil)
        var trial = Trials.converged
        trial.rounds = []
        #expect(PagesChart(trial: trial).figure == nil && RatesChart(trial: trial).figure == nil)
        trial.prediction = nil
        #expect(PredictionChart(trial: trial).figure == nil && FaultChart(trial: trial).figure == nil)
        trial.stunMs = nil
        let switchover = try #require(SwitchoverChart(trial: trial).figure)
        #expect(!switchover.markup.html.contains("stood still</text>"))
        #expect(switchover.note == "how long the guest stood still is not known")
        (trial.stun, trial.longestSilenceMs, trial.usualSilenceMs) = (nil, nil, nil)
        #expect(SwitchoverChart(trial: trial).figure == nil)
    }

    @Test func `Without a histogram no count of samples is drawn`() throws {
        let html = try #require(FaultChart(trial: Trials.resumed).figure).markup.html
        #expect(!html.contains("<rect") && !html.contains("class='grid'") && html.contains("data-figures='0.31'"))
    }

    @Test func `A transfer without a series is told and has no line`() throws {
        let transfer = Goodput(direction: .forward, streams: 1, mbps: 612.4, seconds: 10, bytes: 1)
        let figure = try #require(GoodputChart(title: "a → b", transfers: [transfer], neededMbps: nil).figure)
        #expect(figure.note?.contains("not recorded over time") == true)
        #expect(!figure.markup.html.contains("<polyline"))
        #expect(figure.markup.html.contains("<data value='612.4'>"))
    }

    @Test func `Thousands of points are thinned, the extremes kept, and that is said`() throws {
        var transfer = Goodput(direction: .forward, streams: 4, mbps: 900, seconds: 50, bytes: 1)
        transfer.series = (1...5_000).map {
            Point(seconds: Double($0) / 100, value: $0 == 1_234 ? 17.25 : $0 == 4_321 ? 1_234.5 : 900)
        }
        let html = try #require(GoodputChart(title: "", transfers: [transfer], neededMbps: nil).figure).markup.html
        let points = try #require(DrawnMarkup(html: html).drawings.first?.lines.first)
        #expect(points.count <= 240)
        #expect(points.map(\.figures.y).min() == 17.25 && points.map(\.figures.y).max() == 1_234.5)
        #expect(html.contains("of 5,000 points, the extremes of each stretch"))
        #expect(html.contains("<data value='17.25'>") && html.contains("<data value='1234.5'>"))
    }

    @Test(arguments: MeasuredSample.all.indices)
    func `A line's points lie as far apart as their figures`(_ index: Int) throws {
        let sections = try MeasuredSample.all[index].sections
        for line in DrawnMarkup(html: sections).drawings.flatMap(\.lines) where line.count > 2 {
            let least = try #require(line.min { $0.figures.y < $1.figures.y })
            let most = try #require(line.max { $0.figures.y < $1.figures.y })
            guard most.figures.y > least.figures.y else { continue }
            let scale = (most.place.y - least.place.y) / (most.figures.y - least.figures.y)
            #expect(scale < 0)
            for point in line {
                let expected = least.place.y + (point.figures.y - least.figures.y) * scale
                #expect(abs(point.place.y - expected) < 0.16)
            }
        }
    }

    private static let empty = Evidence(
        kind: .probe, tool: .init(name: "", version: ""), started: "2026-11-22T18:00:00Z",
        finished: "2026-11-22T18:00:00Z")
}

@Suite struct OddChartTests {
    private static let odd: [Double] = [0, -1, 1e300, -1e300, .leastNonzeroMagnitude, 1e-9, .nan, .infinity]

    @Test(arguments: odd) func `Numbers that no measurement gives stay inside the drawing`(_ odd: Double) throws {
        var figures: [ChartFigure?] = []
        for others in [odd, 1, 1_000] {
            var distribution = Distribution(count: .max, min: odd, p50: others, p90: odd, p99: others, max: odd)
            distribution.histogram = [.init(upTo: odd, count: .min), .init(upTo: others, count: .max)]
            for limit in [nil, odd, others] {
                let rows = [DistributionChart.Row(samples: "s", name: "n", distribution: distribution)]
                figures.append(DistributionChart(title: "t", rows: rows, limitMs: limit).figure)
                var transfer = Goodput(direction: .reverse, streams: .max, mbps: odd, seconds: others, bytes: .min)
                transfer.series = [Point(seconds: odd, value: others), Point(seconds: others, value: odd)]
                figures.append(GoodputChart(title: "t", transfers: [transfer], neededMbps: limit).figure)
            }
            for (_, trial) in Trials.all { figures += Self.charts(of: Self.spoilt(trial, odd, others)) }
        }
        for figure in figures { try Self.check(try #require(figure)) }
    }

    @Test(arguments: Trials.all) func `Every chart of a trial stays inside its drawing`(_ name: String, trial: Trial)
        throws
    {
        for figure in Self.charts(of: trial).compactMap(\.self) { try Self.check(figure) }
    }

    @Test func `A trial of very many rounds is drawn`() throws {
        var trial = Trials.givenUp
        trial.rounds = (0..<20_000).map { index in
            Trial.Round(pages: index == 12_345 ? 7 : 65_500, bytes: 1, seconds: 0.01, dirtyMBps: 1, sendMBps: 2)
        }
        let figure = try #require(PagesChart(trial: trial).figure)
        try Self.check(figure)
        #expect(figure.markup.html.contains("data-figures='7.0"))
        #expect(figure.note?.contains("of 20,000 rounds, the extremes of each stretch") == true)
        #expect(figure.markup.size < 100_000)
    }

    private static func charts(of trial: Trial) -> [ChartFigure?] {
        let all = [
            PagesChart(trial: trial).figure, RatesChart(trial: trial).figure, SwitchoverChart(trial: trial).figure,
            PredictionChart(trial: trial).figure, trial.sweep.flatMap { SweepChart(sweep: $0).figure },
            FaultChart(trial: trial).figure,
        ]
        return all.filter { $0 != nil }
    }

    private static func spoilt(_ trial: Trial, _ odd: Double, _ others: Double) -> Trial {
        var trial = trial
        trial.workload.dirtyMBps = odd
        trial.totalSeconds = odd
        trial.sentMB = others
        trial.stunMs = odd
        trial.longestSilenceMs = others
        trial.switchoverGoalMs = odd
        trial.switchoverSeconds = others
        trial.sdps?.slowdownPercent = odd
        trial.rounds = trial.rounds.enumerated().map { index, _ in
            var round = Trial.Round(
                pages: index == 0 ? .max : .min, bytes: .max, seconds: index % 2 == 0 ? odd : others, dirtyMBps: odd,
                sendMBps: others)
            round.slowdownPercent = index % 2 == 0 ? odd : others
            return round
        }
        trial.prediction = .init(totalSeconds: others, sentMB: odd, stunMs: others, rounds: .min, converges: true)
        trial.prediction?.slowdownPercent = odd
        trial.sweep?.hardestConverged = odd
        trial.sweep?.easiestFailed = others
        for index in trial.sweep?.points.indices ?? 0..<0 {
            trial.sweep?.points[index].value = index % 2 == 0 ? odd : others
            trial.sweep?.points[index].totalSeconds = index % 2 == 0 ? others : odd
        }
        return trial
    }

    private static func check(_ figure: ChartFigure) throws {
        let html = figure.markup.html
        let markup = DrawnMarkup(html: html)
        #expect(markup.unbalanced.isEmpty && markup.drawings.count == 1)
        #expect((markup.plotted + markup.values).allSatisfy { Double($0)?.isFinite == true })
        #expect(!html.contains("style="))
        let drawing = try #require(markup.drawings.first)
        let places = drawing.places
        // What goes beyond by rounding is no more than a tenth.
        #expect(places.x.allSatisfy { $0 >= -0.1 && $0 <= drawing.width + 0.1 }, "\(figure.title): \(places.x)")
        #expect(places.y.allSatisfy { $0 >= -0.1 && $0 <= drawing.height + 0.1 }, "\(figure.title): \(places.y)")
    }
}
