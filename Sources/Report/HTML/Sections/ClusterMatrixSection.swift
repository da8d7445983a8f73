import RuleEngine

/// The gravest verdict on the hosts of each cluster by category of requirement, where hosts are too many.
struct ClusterMatrixSection {
    private let content: PageContent
    private let categories: [String]
    /// Each cluster's verdicts in each category, by their places.
    private var counts: [Summary]
    private var sizes: [String: Int] = [:]

    init(_ content: PageContent) {
        self.content = content
        let report = content.report
        var known: Set<String> = []
        categories = report.requirements.map(\.rule.category).filter { known.insert($0).inserted }
        let places = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($0.element, $0.offset) })
        let clusters = report.estate.clusters
        let rows = Dictionary(clusters.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
        counts = Array(repeating: Summary(), count: clusters.count * categories.count)
        for host in report.estate.hosts { if let cluster = host.cluster { sizes[cluster, default: 0] += 1 } }
        for (index, requirement) in report.requirements.enumerated() {
            let column = places[requirement.rule.category] ?? 0
            for judgement in requirement.judgements {
                guard let row = judgement.scope.cluster.flatMap({ rows[$0] }) else { continue }
                counts[row * categories.count + column].add(judgement.standing, of: index)
            }
        }
    }

    var section: PageSection {
        let (hosts, clusters) = (content.report.estate.hosts.count, content.report.estate.clusters)
        var table = HTMLTable(
            "Clusters by category of requirement", isCaptionShown: false, style: "matrix wide",
            columns: [.text("Cluster"), .number("Hosts")] + categories.map { .text($0.cut(to: 40)) })
        for row in clusters.indices.prefix(content.limits.clusterRows) {
            let cluster = clusters[row].name
            let size: Markup = "\(count: sizes[cluster] ?? 0)"
            table.add(
                [.name(cluster, most: 60), size] + categories.indices.map { cell(row, $0) },
                id: content.anchor(ofCluster: cluster))
        }
        let hint = Markup.hint(
            """
            \(String.of(hosts, "host")): too many to show each. A cell shows the gravest verdict of a cluster's hosts \
            in a category, and how many there are of it.
            """)
        let further = clusters.count - table.count
        return PageSection(
            id: "matrix", title: "Clusters and requirements",
            markup: .section("matrix", "Clusters and requirements", hint + MatrixSection.legend + table.markup),
            leftOut: [
                "the matrix shows \(String.of(clusters.count, "cluster")) instead of \(String.of(hosts, "host"))",
                further > 0 ? "the matrix leaves out the last \(Amounts.count(further)) of the clusters" : nil,
            ].compactMap(\.self))
    }

    private subscript(_ row: Int, _ column: Int) -> Summary { counts[row * categories.count + column] }

    private func cell(_ row: Int, _ column: Int) -> Markup {
        let count = self[row, column]
        guard let standing = count.gravest else { return "<span class='none'>–<i>not applicable</i></span>" }
        let number: Markup? = standing < .pass ? " \(count: count[standing])" : nil
        return "<span class='v \(standing.rawValue)'>\(standing.sign)<i> \(standing.word)</i>\(number)</span>"
    }
}
