import RuleEngine

/// The gravest verdict on the hosts of each cluster by category of requirement, where hosts are too many.
struct ClusterMatrixSection {
    private let content: PageContent
    private let categories: [String]
    /// The names of the rows; the last one may be for hosts without a cluster.
    private let rows: [String?]
    /// Each row's verdicts in each category, by their places.
    private var counts: [Summary]
    /// The hosts of each row, by their places.
    private var members: [[Int]]
    /// The gravest finding on each host.
    private var gravest: [Standing?]

    init(_ content: PageContent) {
        self.content = content
        let report = content.report
        let (clusters, hosts) = (report.estate.clusters, report.estate.hosts)
        var known: Set<String> = []
        categories = report.requirements.map(\.rule.category).filter { known.insert($0).inserted }
        let columns = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($0.element, $0.offset) })
        let named = Dictionary(clusters.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
        let isAnyAlone = hosts.contains { $0.cluster.flatMap { named[$0] } == nil }
        rows = clusters.map(\.name) + (isAnyAlone ? [nil] : [])
        counts = Array(repeating: Summary(), count: rows.count * categories.count)
        members = Array(repeating: [], count: rows.count)
        for (place, host) in hosts.enumerated() {
            members[host.cluster.flatMap { named[$0] } ?? clusters.count].append(place)
        }
        gravest = Array(repeating: nil, count: hosts.count)
        let places = Dictionary(hosts.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
        for (index, requirement) in report.requirements.enumerated() {
            let column = columns[requirement.rule.category] ?? 0
            for judgement in requirement.judgements {
                let alone = isAnyAlone && judgement.scope.host != nil ? clusters.count : nil
                if let row = judgement.scope.cluster.flatMap({ named[$0] }) ?? alone {
                    counts[row * categories.count + column].add(judgement.standing, of: index)
                }
                if judgement.finding != nil, let place = judgement.scope.host.flatMap({ places[$0] }) {
                    gravest[place] = min(gravest[place] ?? .pass, judgement.standing)
                }
            }
        }
    }

    var section: PageSection {
        let (hosts, clusters) = (content.report.estate.hosts.count, content.report.estate.clusters)
        var table = HTMLTable(
            "Clusters by category of requirement", isCaptionShown: false, style: "matrix wide",
            columns: [.text("Cluster"), .number("Hosts")] + categories.map { .text($0.cut(to: 40)) })
        var named = 0
        for row in rows.indices where row < content.limits.clusterRows || rows[row] == nil {
            let size: Markup = "\(count: members[row].count)"
            table.add(
                [label(row, &named), size] + categories.indices.map { cell(row, $0) },
                id: rows[row].flatMap(content.anchor(ofCluster:)))
        }
        let hint = Markup.hint(
            """
            \(String.of(hosts, "host")): too many to show each. A cell shows the gravest verdict of a cluster's hosts \
            in a category, and how many there are of it; a cluster opens to the names of its hosts.
            """)
        let unnamed: Markup? =
            named < hosts
            ? """
            <p class='hint' id='unnamed'>The names of \(String.of(hosts - named, "host")) have no room on this page: \
            the reports as JSON and CSV have them.</p>

            """ : nil
        let further = rows.count - table.count
        return PageSection(
            id: "matrix", title: "Clusters and requirements",
            markup: .section(
                "matrix", "Clusters and requirements", hint + "\(unnamed)" + MatrixSection.legend + table.markup),
            leftOut: [
                "the matrix shows \(String.of(clusters.count, "cluster")) instead of \(String.of(hosts, "host"))",
                further > 0 ? "the matrix leaves out the last \(Amounts.count(further)) of the clusters" : nil,
                named < hosts ? "the names of \(String.of(hosts - named, "host"))" : nil,
            ].compactMap(\.self))
    }

    /// The name of a row, which opens to those of its hosts as long as there is room for them.
    private func label(_ row: Int, _ named: inout Int) -> Markup {
        let name = rows[row].map { Markup.name($0, most: 60) } ?? "Hosts without a cluster"
        let hosts = members[row].prefix(max(0, content.limits.namedHosts - named))
        named += hosts.count
        guard !hosts.isEmpty else { return name }
        var items = Markup()
        for host in hosts {
            items += "\n<li>\(Markup.item(content.report.estate.hosts[host].name, most: 60))\(finding(host))"
        }
        return "<details><summary>\(name)</summary><ul class='names'>\(items)</ul></details>"
    }

    /// What is wrong with a host; nothing where nothing is.
    private func finding(_ host: Int) -> Markup? { gravest[host].map { " \($0.badge())" } }

    private func cell(_ row: Int, _ column: Int) -> Markup {
        let count = counts[row * categories.count + column]
        guard let standing = count.gravest else { return "<span class='none'>–<i>no verdict</i></span>" }
        let number: Markup? = standing < .pass ? " \(count: count[standing])" : nil
        return "<span class='v \(standing.rawValue)'>\(standing.sign)<i> \(standing.word)</i>\(number)</span>"
    }
}
