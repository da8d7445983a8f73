import Evidence
import RuleEngine
import SourceText

/// How often each thing is said of an estate or of a part of it, and what it amounts to.
struct Summary {
    /// How many judgements amount to each standing; what does not concern anything among them.
    private(set) var counts: [Standing: Int] = [:]
    /// Whether any of them stands in something that was measured.
    fileprivate(set) var isMeasured = false
    /// The requirements that gave each standing, by their places in the report.
    private var requirements: [Standing: [Int]] = [:]

    subscript(standing: Standing) -> Int { counts[standing] ?? 0 }

    /// How many there are of `verdict`.
    func count(of verdict: Verdict) -> Int {
        verdict == .fail ? self[.error] + self[.warning] + self[.info] : self[Standing(verdict, .info)]
    }

    /// What it amounts to.
    var conclusion: Conclusion { Conclusion(Set(counts.keys), measured: isMeasured) }

    /// The gravest thing that is said; nothing where nothing is.
    var gravest: Standing? { counts.keys.min() }

    /// The requirements by which it is not simply ready, graver first, by their places in the report.
    var reasons: [Int] {
        var seen: Set<Int> = []
        return [Standing.broken, .error, .warning, .unknown].flatMap { requirements[$0] ?? [] }
            .filter { seen.insert($0).inserted }
    }

    /// Adds a judgement of a requirement by its place in the report.
    mutating func add(_ standing: Standing, of requirement: Int, isMeasured: Bool = false) {
        counts[standing, default: 0] += 1
        if isMeasured { self.isMeasured = true }
        if standing <= .unknown, requirements[standing]?.last != requirement {
            requirements[standing, default: []].append(requirement)
        }
    }

    fileprivate mutating func addNotApplicable(_ count: Int) {
        if count > 0 { counts[.notApplicable, default: 0] += count }
    }
}

/// The summaries of a report: of all of it, of its clusters and of its pairs of sites.
struct Summaries {
    /// Of everything.
    private(set) var whole = Summary()
    /// Of each cluster that something is said of, by its name; a stretched one has what is said of the way between its sites as well.
    private(set) var clusters: [String: Summary] = [:]
    /// Of each pair of sites that something is said of.
    private(set) var sitePairs: [[String]: Summary] = [:]

    init(_ report: ComplianceReport) {
        let measuredAt = report.measuredAt
        let sites = Dictionary(report.estate.clusters.map { ($0.name, $0.sites) }) { first, _ in first }
        let stretched = report.estate.clusters.filter { $0.sites.count > 1 }
        for (index, requirement) in report.requirements.enumerated() {
            whole.addNotApplicable(requirement.notApplicable)
            for judgement in requirement.judgements {
                let (standing, scope) = (judgement.standing, judgement.scope)
                let isMeasured = judgement.location.map { measuredAt[$0.file.path] != nil } ?? false
                whole.add(standing, of: index, isMeasured: isMeasured)
                if let cluster = scope.cluster {
                    // A path that leads out of a cluster says nothing of what lies between its hosts.
                    let isWithin = scope.sites.allSatisfy { sites[cluster]?.contains($0) == true }
                    clusters[cluster, default: Summary()].add(
                        standing, of: index, isMeasured: isMeasured && isWithin)
                }
                guard scope.sites.count == 2 else { continue }
                sitePairs[scope.sites.sorted(), default: Summary()].add(standing, of: index, isMeasured: isMeasured)
                for cluster in stretched
                where cluster.name != scope.cluster && scope.sites.allSatisfy(cluster.sites.contains) {
                    clusters[cluster.name, default: Summary()].add(standing, of: index, isMeasured: isMeasured)
                }
            }
        }
        // Where virtual machines are to move between sites, one pair of them does not vouch for another.
        whole.isMeasured =
            whole.isMeasured && report.estate.sitePairs.allSatisfy { sitePairs[$0.sorted()]?.isMeasured == true }
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
