import Evidence
import RuleEngine

/// What the verdicts amount to between each pair of sites and in each cluster.
struct StandingSection {
    private let content: PageContent
    private var pairs: [[String]: StandingCount] = [:]
    private var clusters: [String: StandingCount] = [:]

    init(_ content: PageContent) {
        self.content = content
        for sites in content.report.estate.sitePairs { pairs[sites.sorted()] = StandingCount() }
        for (index, requirement) in content.report.requirements.enumerated() {
            for judgement in requirement.judgements {
                let scope = judgement.scope
                if scope.sites.count == 2 {
                    pairs[scope.sites.sorted(), default: StandingCount()].add(judgement.standing, of: index)
                }
                if let cluster = scope.cluster {
                    clusters[cluster, default: StandingCount()].add(judgement.standing, of: index)
                }
            }
        }
    }

    var section: PageSection {
        let title = "Verdict by site and cluster"
        let tables = siteTable + clusterTable
        return PageSection(
            id: "where", title: title, markup: tables.isEmpty ? tables : .section("where", title, tables))
    }

    private var siteTable: Markup {
        let sorted = pairs.sorted { left, right in left.key.lexicographicallyPrecedes(right.key) }
        let shown = sorted.count > content.limits.standingRows ? gravest(sorted) : sorted
        guard !shown.isEmpty else { return "" }
        var table = table("Pairs of sites", of: sorted.count, shown: shown.count, first: "Sites")
        for (sites, count) in shown {
            add(
                "<a href='#paths'>\(Markup.pair(sites))</a>", count,
                measured: content.report.isMeasured(between: sites), to: &table)
        }
        return table.markup
    }

    private var clusterTable: Markup {
        let all = content.report.estate.clusters.map { ($0, clusters[$0.name] ?? StandingCount()) }
        let shown = all.count > content.limits.standingRows ? gravest(all) : all
        guard !shown.isEmpty else { return "" }
        var table = table("Clusters", of: all.count, shown: shown.count, first: "Cluster")
        for (cluster, count) in shown {
            let name = Markup.name(cluster.name, most: 60)
            let link: Markup? = content.anchor(ofCluster: cluster.name).map { "<a href='#\($0)'>\(name)</a>" }
            add(link ?? name, count, measured: content.report.isMeasured(in: cluster), to: &table)
        }
        return table.markup
    }

    private func gravest<Key>(_ rows: [(Key, StandingCount)]) -> [(Key, StandingCount)] {
        let ordered = rows.enumerated().sorted { left, right in
            let (a, b) = (left.element.1, right.element.1)
            let (first, second) = (a.standings.first ?? .unknown, b.standings.first ?? .unknown)
            return (first, -a[first], left.offset) < (second, -b[second], right.offset)
        }
        return ordered.prefix(content.limits.standingRows).map(\.element)
    }

    private func table(_ caption: String, of count: Int, shown: Int, first: String) -> HTMLTable {
        HTMLTable(
            caption + (shown < count ? ": the \(shown) gravest of \(Amounts.count(count))" : ""), style: "standing",
            columns: [
                .text(first), .text("Verdict"), .number("Errors"), .number("Warnings"), .number("Unknown"),
                .number("Passed"), .text("Because of"),
            ])
    }

    private func add(_ name: Markup, _ count: StandingCount, measured: Bool, to table: inout HTMLTable) {
        let conclusion = Conclusion(Set(count.standings), measured: measured)
        let word = count.standings.isEmpty ? "nothing checked" : conclusion.words
        let numbers = [Standing.error, .warning, .unknown, .pass].map { standing -> Markup in
            count[standing] == 0 ? "–" : "\(count: count[standing])"
        }
        table.add([name, conclusion.standing.badge(word)] + numbers + [reasons(count)])
    }

    /// The requirements that were not met or not decided, the gravest first.
    private func reasons(_ count: StandingCount) -> Markup {
        var seen: Set<Int> = []
        let requirements = [Standing.broken, .error, .warning, .unknown].flatMap { standing in
            count.requirements(standing).filter { seen.insert($0).inserted }
        }
        let links = requirements.prefix(6).map { index -> Markup in
            let id = content.report.requirements[index].rule.id
            return "<a href='#\(Anchor.requirement(id))'>\(id)</a>"
        }
        let rest: Markup? = requirements.count > 6 ? " and \(requirements.count - 6) more" : nil
        return "\(links.joined(" "))\(rest)"
    }
}

extension ComplianceReport {
    /// Whether something was measured between two sites.
    fileprivate func isMeasured(between sites: [String]) -> Bool {
        measurements.contains { measurement in
            measurement.pairs.contains { from, to in
                [from?.site, to?.site].compactMap(\.self).sorted() == sites
            }
        }
    }

    /// Whether something was measured between hosts or sites of a cluster.
    fileprivate func isMeasured(in cluster: Estate.Cluster) -> Bool {
        let hosts = Set(estate.hosts.filter { $0.cluster == cluster.name }.map(\.name))
        let isIn = { (place: Measurement.Place?) in
            guard let place else { return false }
            return place.host.map(hosts.contains) ?? place.site.map(cluster.sites.contains) ?? false
        }
        return measurements.contains { $0.pairs.contains { isIn($0) && isIn($1) } }
    }
}

extension Measurement {
    /// Where the ends of each path and of the trial stand.
    fileprivate var pairs: [(Place?, Place?)] {
        let ends = evidence.paths.map { (places[$0.from], places[$0.to]) }
        guard evidence.trial != nil, evidence.ends.count == 2 else { return ends }
        return ends + [(places[evidence.ends[0].name], places[evidence.ends[1].name])]
    }
}
