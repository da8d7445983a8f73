import Evidence
import RuleEngine
import SourceText

/// How often each thing is said of an estate or of a part of it, and what it amounts to.
struct Summary {
    /// How many judgements amount to each standing; what does not concern anything among them.
    private(set) var counts: [Standing: Int] = [:]
    /// Whether any of them stands in something that was measured.
    private(set) var isMeasured = false
    /// The rules by which it is not simply ready, in the order of their ids.
    private(set) var reasons: [String] = []

    subscript(standing: Standing) -> Int { counts[standing] ?? 0 }

    /// How many there are of `verdict`.
    func count(of verdict: Verdict) -> Int {
        verdict == .fail ? self[.error] + self[.warning] + self[.info] : self[Standing(verdict, .info)]
    }

    var conclusion: Conclusion {
        Conclusion(Set(counts.filter { $0.value > 0 }.keys), measured: isMeasured)
    }

    fileprivate mutating func add(_ judgement: Judgement, of rule: String, isMeasured: Bool) {
        let standing = judgement.standing
        counts[standing, default: 0] += 1
        if isMeasured { self.isMeasured = true }
        if standing <= .unknown, reasons.last != rule { reasons.append(rule) }
    }

    fileprivate mutating func add(_ other: Summary) {
        counts.merge(other.counts, uniquingKeysWith: +)
        isMeasured = isMeasured || other.isMeasured
        reasons = Set(reasons).union(other.reasons).sorted()
    }

    fileprivate mutating func addNotApplicable(_ count: Int) { counts[.notApplicable, default: 0] += count }
}

/// The summaries of a report: of all of it, of its clusters and of its pairs of sites.
struct Summaries {
    /// Of everything.
    private(set) var whole = Summary()
    /// Of each cluster that something is said of, by its name: of its hosts, and of the pairs of its sites.
    private(set) var clusters: [String: Summary] = [:]
    /// Of each pair of sites that something is said of.
    private(set) var sitePairs: [[String]: Summary] = [:]

    init(_ report: ComplianceReport) {
        let measuredAt = report.measuredAt
        for requirement in report.requirements {
            let rule = requirement.rule.id
            whole.addNotApplicable(requirement.notApplicable)
            for judgement in requirement.judgements {
                let isMeasured = judgement.location.map { measuredAt[$0.file.path] != nil } ?? false
                whole.add(judgement, of: rule, isMeasured: isMeasured)
                if let cluster = judgement.scope.cluster {
                    clusters[cluster, default: Summary()].add(judgement, of: rule, isMeasured: isMeasured)
                }
                if judgement.scope.sites.count == 2 {
                    sitePairs[judgement.scope.sites.sorted(), default: Summary()]
                        .add(judgement, of: rule, isMeasured: isMeasured)
                }
            }
        }
        // A cluster that is stretched between sites is no better than the way between them.
        for cluster in report.estate.clusters where cluster.sites.count > 1 {
            let sites = Set(cluster.sites)
            for pair in sitePairs.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) where sites.isSuperset(of: pair)
            {
                guard let summary = sitePairs[pair] else { continue }
                clusters[cluster.name, default: Summary()].add(summary)
            }
        }
    }
}

extension ComplianceReport {
    /// When each file of evidence was measured, by its path.
    var measuredAt: [String: String] {
        Dictionary(measurements.map { ($0.path, $0.evidence.finished) }) { first, _ in first }
    }

    /// What it all amounts to.
    public var conclusion: Conclusion { Summaries(self).whole.conclusion }
}
