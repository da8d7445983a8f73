import RuleEngine

/// The gravest verdict of each requirement on each host, a table for each cluster.
struct MatrixSection {
    /// The gravest verdict on a host, and where it is told.
    private struct Cell: Hashable {
        var standing: Standing?
        var anchor: String?
    }

    private let content: PageContent
    private let columns: MatrixColumns
    /// The cells of each host in a row, in the order of the estate.
    private var cells: [Cell] = []
    private let hosts: [Estate.Host]
    /// The domain of all hosts.
    private let domain: String?

    init(_ content: PageContent) {
        self.content = content
        columns = MatrixColumns(content.report)
        hosts = content.report.estate.hosts
        domain = HostDomain.of(Set(hosts.map(\.name)))
        let rows = Dictionary(hosts.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
        cells = Array(repeating: Cell(), count: hosts.count * columns.count)
        for (column, index) in columns.requirements.enumerated() {
            for (place, judgement) in content.report.requirements[index].judgements.enumerated() {
                guard let row = judgement.scope.host.flatMap({ rows[$0] }) else { continue }
                let cell = row * columns.count + column
                if let known = cells[cell].standing, known <= judgement.standing { continue }
                let anchor = judgement.finding.map { _ in content.anchor(index, place) }
                cells[cell] = Cell(standing: judgement.standing, anchor: anchor)
            }
        }
    }

    var section: PageSection {
        let idle = content.report.requirements.count - columns.count
        let others =
            idle > 0
            ? " \(String.of(idle, "further requirement concerns", "further requirements concern")) no host, but sites, "
                + "paths or the run itself." : ""
        let alike = isLong ? " Hosts of a cluster without a finding share a row." : ""
        let hint = Markup.hint(
            """
            \(String.of(columns.count, "requirement")) on hosts and what is on them; a cell shows the gravest of a \
            host's verdicts and leads to its finding.\(others)\(alike)
            """)
        let title = "Hosts and requirements"
        return PageSection(
            id: "matrix", title: title,
            markup: .section("matrix", title, hint + Self.legend + "\(clusters.map(block))"))
    }

    /// What the signs stand for.
    static var legend: Markup {
        "<p class='legend'>\(Standing.allCases.map { $0.badge() }.joined(" "))</p>\n"
    }

    /// Whether hosts of which the same is to be said share a row, and clusters are folded.
    private var isLong: Bool { hosts.count > 60 }

    /// The hosts of each cluster, by their places, with those of none at the end.
    private var clusters: [(name: String?, hosts: [Int])] {
        let members = Dictionary(grouping: hosts.indices) { hosts[$0].cluster }
        let names = content.report.estate.clusters.map(\.name)
        let alone =
            (members[nil] ?? []) + hosts.indices.filter { hosts[$0].cluster.map { !names.contains($0) } ?? false }
        return names.map { ($0, members[$0] ?? []) } + (alone.isEmpty ? [] : [(nil, alone)])
    }

    private func block(_ name: String?, _ members: [Int]) -> Markup {
        let title = name.map { Markup.name($0, most: 60) } ?? "Hosts without a cluster"
        let caption = "Hosts of \(name?.cut(to: 60) ?? "no cluster") by requirement"
        let anchor: Markup? = name.flatMap(content.anchor).map { " id='\($0)'" }
        return """
            <details class='cluster'\(anchor)\(isLong ? "" : " open")><summary><h3>\(title)</h3> \
            <span class='hint'>\(String.of(members.count, "host"))</span> \(summary(members))</summary>
            \(Markup.scrolling(caption, table(caption, members)))</details>

            """
    }

    /// How many cells of each kind there are that need a look.
    private func summary(_ members: [Int]) -> Markup {
        var counts: [Standing: Int] = [:]
        for row in members {
            for cell in self[row] { if let standing = cell.standing { counts[standing, default: 0] += 1 } }
        }
        let told = [Standing.broken, .error, .warning, .unknown, .info, .waived].compactMap { standing in
            counts[standing].map { standing.badge(count: $0) }
        }
        if told.isEmpty {
            return counts.isEmpty ? "<span class='hint'>nothing checked</span>" : Standing.pass.badge("all passed")
        }
        return told.joined(" ")
    }

    private subscript(_ row: Int) -> ArraySlice<Cell> { cells[row * columns.count..<(row + 1) * columns.count] }

    private func table(_ caption: String, _ members: [Int]) -> Markup {
        // Hosts with a finding have a row of their own, as it has links of its own.
        var rows: [(hosts: [Int], cells: ArraySlice<Cell>)] = []
        var alike: [ArraySlice<Cell>: Int] = [:]
        for host in members {
            let cells = self[host]
            if isLong, !cells.contains(where: { $0.anchor != nil }) {
                if let row = alike[cells] {
                    rows[row].hosts.append(host)
                    continue
                }
                alike[cells] = rows.count
            }
            rows.append(([host], cells))
        }
        var body = Markup()
        for row in rows { body += "<tr><th scope='row'>\(label(row.hosts))</th>\(cells(row.cells))</tr>\n" }
        return """
            <table class='matrix'><caption class='unseen'>\(caption)</caption>
            \(columns.head)<tbody>
            \(body)</tbody></table>

            """
    }

    private func label(_ members: [Int]) -> Markup {
        guard members.count > 1 else {
            let name = hosts[members[0]].name
            // The style sheet may cut it, and leaves the domain out where the table has no room for it.
            let title: Markup? = name.utf8.count > 16 ? " title='\(name.cut(to: 120))'" : nil
            guard let domain, name.utf8.count <= 60 else { return "<bdi\(title)>\(name.cut(to: 60))</bdi>" }
            return "<bdi\(title)>\(String(name.dropLast(domain.count)))<span class='domain'>\(domain)</span></bdi>"
        }
        let names = members.map { host -> Markup in "<li>\(Markup.name(hosts[host].name, most: 60))</li>" }
        return """
            <details><summary>\(String.of(members.count, "host")) without a finding</summary>\
            <ul class='names'>\(names)</ul></details>
            """
    }

    private func cells(_ cells: ArraySlice<Cell>) -> Markup {
        var markup = Markup()
        for (column, cell) in cells.enumerated() {
            let first = columns.starts.contains(column) ? " first" : ""
            guard let standing = cell.standing else {
                markup += "<td class='none\(first)'>–<i>no verdict</i></td>"
                continue
            }
            let sign: Markup = "\(standing.sign)<i>\(standing.word)</i>"
            let link: Markup? = cell.anchor.map { "<a href='#\($0)'>\(sign)</a>" }
            markup += "<td class='\(standing.rawValue)\(first)'>\(link ?? sign)</td>"
        }
        return markup
    }
}
