import RuleEngine

/// A report with what several sections need: its verdicts counted, and an anchor for each finding and each cluster.
struct PageContent {
    let report: ComplianceReport
    /// How many verdicts there are of each kind.
    let counts: [Standing: Int]
    /// The anchors of each requirement's findings, which are the first of its judgements.
    private let findingAnchors: [[String]]
    private let clusterAnchors: [String: String]

    init(_ report: ComplianceReport) {
        self.report = report
        var counts: [Standing: Int] = [:]
        var anchors = Anchors(prefix: "f-")
        var findingAnchors: [[String]] = []
        for requirement in report.requirements {
            counts[.notApplicable, default: 0] += requirement.notApplicable
            for judgement in requirement.judgements { counts[judgement.standing, default: 0] += 1 }
            findingAnchors.append(
                requirement.judgements.prefix { $0.finding != nil }.map { anchors.next($0.finding?.fingerprint ?? "") })
        }
        self.counts = counts
        self.findingAnchors = findingAnchors
        var clusters = Anchors(prefix: "c-")
        clusterAnchors = Dictionary(report.estate.clusters.map { ($0.name, clusters.next($0.name)) }) { first, _ in first }
    }

    /// How many verdicts there are in all.
    var verdictCount: Int { counts.values.reduce(0, +) }

    /// Whether the verdicts are too many for a list.
    var isSummary: Bool { verdictCount - counts[.notApplicable, default: 0] > PageLimits.verdicts }

    /// The anchor of a judgement, by its place in its requirement; nothing for what passes.
    func anchor(_ requirement: Int, _ judgement: Int) -> String? {
        judgement < findingAnchors[requirement].count ? findingAnchors[requirement][judgement] : nil
    }

    /// The anchor of a cluster's row or table in the matrix.
    func anchor(ofCluster name: String) -> String { clusterAnchors[name] ?? "matrix" }

    /// Whether the matrix shows clusters and not hosts.
    var hasClusterMatrix: Bool {
        report.estate.hosts.count > PageLimits.matrixHosts || report.estate.clusters.count > PageLimits.matrixClusters
    }
}

/// How often each kind of verdict was given, the gravest, and by which requirements.
struct StandingCount {
    private(set) var counts: [Standing: Int] = [:]
    /// The requirements that gave each kind, by their places in the report.
    private(set) var requirements: [Standing: [Int]] = [:]

    mutating func add(_ standing: Standing, of requirement: Int) {
        counts[standing, default: 0] += 1
        if requirements[standing]?.last != requirement { requirements[standing, default: []].append(requirement) }
    }

    subscript(_ standing: Standing) -> Int { counts[standing, default: 0] }

    var gravest: Standing? { counts.keys.min() }
}
