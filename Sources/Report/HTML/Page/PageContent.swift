import RuleEngine

/// A report with what several sections need: its verdicts counted, and an anchor for each finding and each cluster.
struct PageContent {
    let report: ComplianceReport
    /// How much of it is shown.
    let limits: PageLimits
    /// What it amounts to, as a whole and in parts.
    let summaries: Summaries
    /// How many verdicts there are of each kind.
    let counts: [Standing: Int]
    /// Whether the verdicts are too many for a list.
    let isSummary: Bool
    /// What is shown of each requirement with findings, the gravest first.
    let plans: [FindingPlan]
    /// The anchors of each requirement's findings that are shown, by their places.
    private let findingAnchors: [[Int: String]]
    private let clusterAnchors: [String: String]
    /// Whether there are hosts, and requirements on them.
    let hasMatrix: Bool

    init(_ report: ComplianceReport, _ limits: PageLimits = PageLimits()) {
        self.report = report
        self.limits = limits
        summaries = Summaries(report)
        counts = summaries.whole.counts
        isSummary = counts.values.reduce(0, +) - counts[.notApplicable, default: 0] > limits.verdicts
        plans = FindingPlan.plans(for: report, isSummary: isSummary, limits)
        var anchors = Anchors(prefix: "f-")
        var findingAnchors = Array(repeating: [Int: String](), count: report.requirements.count)
        for plan in plans {
            let judgements = report.requirements[plan.requirement].judgements
            for place in plan.full + plan.rows {
                findingAnchors[plan.requirement][place] = anchors.next(judgements[place].finding?.fingerprint ?? "")
            }
        }
        self.findingAnchors = findingAnchors
        var clusters = Anchors(prefix: "c-")
        hasMatrix = !report.estate.hosts.isEmpty && report.requirements.contains { $0.isOnHosts }
        let named = hasMatrix ? report.estate.clusters.prefix(limits.clusterRows) : []
        clusterAnchors = Dictionary(named.map { ($0.name, clusters.next($0.name)) }) { first, _ in first }
    }

    /// How many verdicts there are in all.
    var verdictCount: Int { counts.values.reduce(0, +) }

    /// The anchor of a finding, by its place in its requirement; of the requirement's findings where it is not shown itself.
    func anchor(_ requirement: Int, _ place: Int) -> String {
        findingAnchors[requirement][place] ?? Anchor.findings(report.requirements[requirement].rule.id)
    }

    /// The anchor of a cluster's row or table in the matrix, where there is one.
    func anchor(ofCluster name: String) -> String? { clusterAnchors[name] }

    /// Whether the matrix shows clusters and not hosts.
    var hasClusterMatrix: Bool {
        report.estate.hosts.count > limits.matrixHosts || report.estate.clusters.count > limits.matrixClusters
    }
}

extension Requirement {
    /// Whether it is one on hosts or what is on them.
    var isOnHosts: Bool { judgements.contains { $0.scope.host != nil } }
}
