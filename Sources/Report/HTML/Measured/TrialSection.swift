/// What was moved, how it went, and what was foretold.
struct TrialSection {
    private let report: ComplianceReport
    private let trials: [MeasuredTrial]

    /// Trials whose charts are drawn.
    private static let most = 12

    init(_ content: PageContent) {
        report = content.report
        trials = MeasuredTrial.all(in: content.report, MeasuredVerdicts(content))
    }

    /// The section; without a trial it says so.
    var section: PageSection {
        let gravest = trials.indices.sorted { (trials[$0].standing, $0) < (trials[$1].standing, $1) }
        let chosen = gravest.prefix(Self.most).sorted()
        let others = trials.count - chosen.count
        let shown = chosen.map { TrialDetails(trials[$0]).markup }
        let note: Markup? =
            others > 0
            ? .hint(
                "\(Amounts.of(others, "further trial")), none of them graver, without charts here."
            ) : nil
        return PageSection(
            id: "trials", title: "Trial migrations",
            markup: .section("trials", "Trial migrations", trials.isEmpty ? nothing : "\(shown)\(note)"),
            leftOut: others > 0 ? ["the charts of \(Amounts.of(others, "trial migration"))"] : [])
    }

    private var nothing: Markup { "<p>No migration was tried: \(NextMeasurement(report).trial)</p>\n" }
}
