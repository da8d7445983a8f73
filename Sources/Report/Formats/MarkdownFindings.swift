import RuleEngine
import SourceText

/// Findings as tables of Markdown, equal ones in one row.
struct MarkdownFindings {
    /// Where the inputs lie, for links to their lines; without one there are none.
    let checkout: Checkout?

    /// What fails and the rules that were not evaluated, a table for each severity.
    func failing(_ groups: [FindingGroup], room: inout Int) -> [(name: String, table: MarkdownTable)] {
        var tables: [(name: String, table: MarkdownTable)] = [
            (
                "rules not evaluated",
                MarkdownTable(
                    "Not evaluated", columns: ["Rule", "Why", "What to do"],
                    of: groups.filter { $0.first.verdict == .error }, room: &room
                ) { group in
                    [
                        Self.rule(group.first.rule), MarkdownText.of(group.first.message),
                        MarkdownText.of(group.first.fix),
                    ]
                }
            )
        ]
        for severity in Severity.allCases {
            let name = severity == .info ? "info" : severity.rawValue + "s"
            let own = groups.filter { $0.first.verdict == .fail && $0.first.severity == severity }
            let title = name.prefix(1).uppercased() + name.dropFirst()
            let table = MarkdownTable(
                title, columns: ["Rule", "Finding", "Place", "Fix"], of: own, weight: { 1 + $0.others.count },
                room: &room, row: row)
            tables.append((name, table))
        }
        return tables
    }

    private func row(_ group: FindingGroup) -> [String] {
        let finding = group.first
        return [Self.rule(finding.rule), matter(of: group), place(of: finding), MarkdownText.of(finding.fix)]
    }

    /// What is unknown, and what would settle it.
    func unknown(_ findings: [Finding], room: inout Int) -> MarkdownTable {
        MarkdownTable(
            "Unknown", columns: ["Rule", "Cannot be told for", "Missing", "Comes from"],
            of: UnknownGroup.groups(of: findings), weight: { $0.findings.count }, room: &room, row: row)
    }

    private func row(_ group: UnknownGroup) -> [String] {
        let note = group.findings[0].note.map { [MarkdownText.of($0)] } ?? []
        let supplies = group.missingBySupply
        return [
            "\(Self.rule(group.rule))<br>\(MarkdownText.of(group.rule.title))", MarkdownText.of(group.subjects),
            (supplies.flatMap(\.facts).map(MarkdownText.code) + note).joined(separator: "<br>"),
            supplies.map { MarkdownText.of($0.supply) }.joined(separator: "<br>"),
        ]
    }

    /// What is waived, and why.
    func waived(_ findings: [Finding], room: inout Int) -> MarkdownTable {
        MarkdownTable(
            "Waived", columns: ["Rule", "Finding", "Place", "Why it is waived"],
            of: findings.filter { $0.verdict == .waived }, room: &room
        ) { finding in
            [
                Self.rule(finding.rule), MarkdownText.of(finding.message), place(of: finding),
                MarkdownText.of(finding.waiverReason ?? ""),
            ]
        }
    }

    /// What is the matter, what it is compared to, and who else has it.
    private func matter(of group: FindingGroup) -> String {
        let finding = group.first
        var lines = [MarkdownText.of(finding.message)]
        let peers = finding.peers.map { mention($0.subject, at: $0.location, besides: finding) }
        if !peers.isEmpty {
            let further = finding.furtherPeers > 0 ? ["\(finding.furtherPeers) more"] : []
            lines.append("compared with \((peers + further).joined(separator: ", "))")
        }
        lines += group.others { mention($0.subject, at: $0.location, besides: finding) }
        return lines.joined(separator: "<br>")
    }

    /// A subject with its place, whose file is named only when it is another than that of `finding`.
    private func mention(_ subject: String, at location: Location?, besides finding: Finding) -> String {
        guard let location else { return MarkdownText.of(subject) }
        let isSame = location.file.path == finding.location?.file.path
        return "\(MarkdownText.of(subject)) at \(place(of: location, isShort: isSame))"
    }

    private func place(of finding: Finding) -> String { finding.location.map { place(of: $0) } ?? "" }

    private func place(of location: Location, isShort: Bool = false) -> String {
        let line = location.range.start.line
        let path = checkout?.path(location.file.path) ?? location.file.path
        let name = isShort ? "line \(line)" : "\(MarkdownText.of(path)):\(line)"
        // What is not a file has no page to lead to.
        guard let checkout, !path.hasPrefix("<") else { return name }
        return "[\(name)](\(checkout.link(to: location.file.path, line: line)))"
    }

    private static func rule(_ rule: Rule) -> String { MarkdownText.of("\(rule.id) \(rule.name)") }
}
