import Evidence
import RuleEngine

/// What the verdicts amount to between each pair of sites and in each cluster.
struct StandingSection {
    private let content: PageContent
    private let summaries: Summaries

    init(_ content: PageContent) {
        self.content = content
        summaries = content.summaries
    }

    var section: PageSection {
        let title = "Verdict by site and cluster"
        let tables = siteTable + clusterTable
        return PageSection(
            id: "where", title: title, markup: tables.isEmpty ? tables : .section("where", title, tables))
    }

    private var siteTable: Markup {
        var pairs = summaries.sitePairs
        for sites in content.report.estate.sitePairs where pairs[sites.sorted()] == nil {
            pairs[sites.sorted()] = Summary()
        }
        let sorted = pairs.sorted { left, right in left.key.lexicographicallyPrecedes(right.key) }
        let shown = sorted.count > content.limits.standingRows ? gravest(sorted) : sorted
        guard !shown.isEmpty else { return "" }
        var table = table("Pairs of sites", of: sorted.count, shown: shown.count, first: "Sites")
        for (sites, count) in shown {
            add("<a href='#paths'>\(Markup.pair(sites))</a>", count, to: &table)
        }
        return table.markup
    }

    private var clusterTable: Markup {
        let all = content.report.estate.clusters.map { ($0, summaries.clusters[$0.name] ?? Summary()) }
        let shown = all.count > content.limits.standingRows ? gravest(all) : all
        guard !shown.isEmpty else { return "" }
        var table = table("Clusters", of: all.count, shown: shown.count, first: "Cluster")
        for (cluster, count) in shown {
            let name = Markup.name(cluster.name, most: 60)
            let link: Markup? = content.anchor(ofCluster: cluster.name).map { "<a href='#\($0)'>\(name)</a>" }
            add(link ?? name, count, to: &table)
        }
        return table.markup
    }

    private func gravest<Key>(_ rows: [(Key, Summary)]) -> [(Key, Summary)] {
        let ordered = rows.enumerated().sorted { left, right in
            let (a, b) = (left.element.1, right.element.1)
            let (first, second) = (a.gravest ?? .unknown, b.gravest ?? .unknown)
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

    private func add(_ name: Markup, _ summary: Summary, to table: inout HTMLTable) {
        let word = summary.counts.isEmpty ? "nothing checked" : summary.conclusion.words
        let numbers = [Standing.error, .warning, .unknown, .pass].map { standing -> Markup in
            summary[standing] == 0 ? "–" : "\(count: summary[standing])"
        }
        table.add([name, summary.conclusion.standing.badge(word)] + numbers + [reasons(summary)])
    }

    /// The requirements that were not met or not decided, the gravest first.
    private func reasons(_ summary: Summary) -> Markup {
        let requirements = summary.reasons
        let links = requirements.prefix(6).map { index -> Markup in
            let id = content.report.requirements[index].rule.id
            return "<a href='#\(Anchor.requirement(id))'>\(id)</a>"
        }
        let rest: Markup? = requirements.count > 6 ? " and \(requirements.count - 6) more" : nil
        return "\(links.joined(" "))\(rest)"
    }
}
