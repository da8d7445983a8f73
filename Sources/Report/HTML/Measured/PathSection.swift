import Evidence

/// What was measured between sites and hosts: from site to site, every pair against its limits, and each path's charts.
struct PathSection {
    private let report: ComplianceReport
    private let paths: [MeasuredPath]
    private let verdicts: MeasuredVerdicts

    /// Paths whose charts are drawn.
    private static let mostPaths = 12
    /// Pairs that are drawn as bars.
    private static let mostPairs = 40

    init(_ content: PageContent) {
        report = content.report
        verdicts = MeasuredVerdicts(content)
        paths = MeasuredPath.all(in: report, verdicts)
    }

    /// The section; without measurements it says so.
    var section: PageSection {
        let measured = paths.isEmpty ? nothing : overview + details
        let others = paths.count - Self.mostPaths
        return PageSection(
            id: "paths", title: "Sites and paths",
            markup: .section(
                "paths", "Sites and measured paths",
                "\(measured)\(VLANTable(report: report, verdicts: verdicts).markup)\(FlowTable(report).markup)\(unmeasured)"
            ),
            leftOut: others > 0 ? ["the charts of \(Amounts.of(others, "path"))"] : [])
    }

    private var nothing: Markup { "<p>Nothing was measured: \(NextMeasurement(report).probe)</p>\n" }

    private var overview: Markup {
        let pairs = MeasuredPair.all(in: paths)
        let drawn = Array(pairs.prefix(Self.mostPairs))
        let map: Markup? = SiteMap(sites: report.estate.sites, paths: paths).drawing.map { drawing in
            let title = "Which hosts measured which"
            return "<figure class='plain'><figcaption>\(title)</figcaption>\n\(.scrolling(title, drawing))</figure>\n"
        }
        let title = "Every pair against its limits"
        let note: Markup? =
            pairs.count > drawn.count
            ? .hint(
                """
                The \(drawn.count) nearest to a limit of \(count: pairs.count); the table has \
                \(count: min(PairTable.most, pairs.count)).
                """) : nil
        let domain = EndNames(report.measurements).domain
        let names: Markup? = domain.map { "<p class='note'>Names without <bdi>\($0.cut(to: 60))</bdi>.</p>\n" }
        let hint = Markup.hint(
            """
            The longest median round trip of idle paths, the least steady goodput with the best number of streams, the \
            smallest path MTU.
            """)
        return """
            \(hint)\(SiteTable(report: report, paths: paths, verdicts: verdicts).markup)\(map)\
            <figure class='plain'><figcaption>\(title)</figcaption>
            \(note)\(.scrolling(title, PairBars(pairs: drawn).drawing))\(names)\
            <details><summary>Figures<span class='unseen'> of the measured pairs</span></summary>
            \(PairTable(pairs: pairs).markup)</details></figure>

            """
    }

    private var details: Markup {
        let gravest = paths.indices.sorted { left, right in
            (paths[left].standing ?? .notApplicable, left) < (paths[right].standing ?? .notApplicable, right)
        }
        let chosen = gravest.prefix(Self.mostPaths).sorted()
        let shown = chosen.enumerated().map { place, index in
            let isGrave = paths[index].standing.map { $0 < .info } ?? false
            return PathDetails(path: paths[index], isOpen: isGrave || place < 2).markup
        }
        let others = paths.count - chosen.count
        let note: Markup? =
            others > 0
            ? .hint(
                """
                \(Amounts.of(others, "further path")) without charts here: the table of pairs and the evidence have \
                their figures.
                """) : nil
        return "\(shown)\(note)"
    }

    /// What was to be measured and was not, where it belongs to no path above.
    private var unmeasured: Markup {
        let lists = report.measurements.map { measurement -> Markup in
            let evidence = measurement.evidence
            let voided = evidence.voided.filter { void in
                !void.figure.hasPrefix("trial") && void.figure != "stunMs"
                    && !evidence.paths.contains { path in
                        (void.from ?? path.from) == path.from && (void.to ?? path.to) == path.to
                    }
            }
            guard !voided.isEmpty, evidence.kind != .trial else { return Markup() }
            return
                "<p>Could not be measured, by \(.name(measurement.path, most: 60)):</p>\n\(VoidedList(voided).markup)"
        }
        return lists.joined()
    }
}
