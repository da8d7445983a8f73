import RuleEngine
import SourceText

/// The report for a comment on a pull request, the summary of a job and a wiki.
struct MarkdownReport {
    /// What GitHub takes as a comment.
    ///
    /// It counts characters; bytes are counted here, which are never fewer.
    private static let limit = 65_536

    private let report: LintReport
    private let isGrouped: Bool
    private let checkout: Checkout

    init(_ report: LintReport, isGrouped: Bool) {
        self.report = report
        self.isGrouped = isGrouped
        checkout = report.checkout
    }

    var text: String {
        let findings = report.evaluation.findings
        let groups = FindingGroup.groups(of: findings, isGrouped: isGrouped)
        let drift = report.drift.map { DriftText($0).lines.map { "- \(MarkdownText.of($0))\n" }.joined() }
        let start =
            "## \(report.toolName)\n\n**\(MarkdownText.of(Tally(report).sentence))**\n"
            + (drift.map { "\n\($0)" } ?? "")
        // Half a kilobyte is for the sentence on what was cut.
        let room = Self.limit - start.utf8.count - 512
        // What comes last has a share of its own, or thousands of findings would leave nothing for it.
        var (explaining, asking, waiving) = (room / 4, room / 4, room / 8)
        let explanations = Self.explanations(groups, room: &explaining)
        let unknown = Self.unknown(findings, room: &asking)
        let waived = waived(findings, room: &waiving)
        var rest = room - explanations.utf8.count - unknown.text.utf8.count - waived.text.utf8.count
        let tables = failing(groups, room: &rest) + [("unknown", unknown), ("waived", waived)]
        return start + cut(tables) + tables.map { $0.table.text }.joined() + explanations
    }

    /// What did not fit, so that nobody takes a part for the whole.
    private func cut(_ tables: [(name: String, table: MarkdownTable)]) -> String {
        let parts = tables.filter { $0.table.leftOut > 0 }.map { "\($0.table.leftOut) of \($0.table.count) \($0.name)" }
        guard !parts.isEmpty else { return "" }
        let hint = isGrouped ? "" : "`--group` puts those together that are equal but for the host. "
        return
            "\n> A comment takes 65,536 characters, so \(parts.joined(separator: ", ")) are left out, the least grave. "
            + hint + "`--report csv=FILE` has them all.\n"
    }

    private func failing(_ groups: [FindingGroup], room: inout Int) -> [(name: String, table: MarkdownTable)] {
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

    private static func unknown(_ findings: [Finding], room: inout Int) -> MarkdownTable {
        MarkdownTable(
            "Unknown", columns: ["Rule", "Cannot be told for", "Missing", "Comes from"],
            of: UnknownGroup.groups(of: findings.filter(\.isOpen)), weight: { $0.findings.count }, room: &room, row: row
        )
    }

    private static func row(_ group: UnknownGroup) -> [String] {
        let note = group.findings[0].note.map { [MarkdownText.of($0)] } ?? []
        let supplies = group.missingBySupply
        return [
            "\(rule(group.rule))<br>\(MarkdownText.of(group.rule.title))", MarkdownText.of(group.subjects),
            (supplies.flatMap(\.facts).map(MarkdownText.code) + note).joined(separator: "<br>"),
            supplies.map { MarkdownText.of($0.supply) }.joined(separator: "<br>"),
        ]
    }

    private func waived(_ findings: [Finding], room: inout Int) -> MarkdownTable {
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
        let path = checkout.path(location.file.path)
        let name = isShort ? "line \(line)" : "\(MarkdownText.of(path)):\(line)"
        // What is not a file has no page to lead to.
        return path.hasPrefix("<") ? name : "[\(name)](\(checkout.link(to: location.file.path, line: line)))"
    }

    private static func rule(_ rule: Rule) -> String { MarkdownText.of("\(rule.id) \(rule.name)") }

    /// Why each rule that fails is there, and the commands that mend its first finding, folded away.
    private static func explanations(_ groups: [FindingGroup], room: inout Int) -> String {
        var text = ""
        var seen: Set<String> = []
        for group in groups where group.first.verdict == .fail && seen.insert(group.first.rule.id).inserted {
            let explanation = explanation(of: group.first)
            guard explanation.utf8.count <= room else { continue }
            room -= explanation.utf8.count
            text += explanation
        }
        return text
    }

    private static func explanation(of finding: Finding) -> String {
        func commands(_ name: String, _ language: String, _ text: String?) -> [String] {
            guard let text else { return [] }
            let subject = MarkdownText.of(finding.subject)
            return ["\(name) for \(subject):\n\n\(MarkdownText.block(text, language: language))"]
        }
        let rule = finding.rule
        let title = "\(rule.id) \(rule.name)".printable.xml()
        let references = rule.references.map { "- \(MarkdownText.of($0))\n" }.joined()
        let parts =
            [
                "\n<details><summary>\(title): why, and how to mend it</summary>\n",
                "Why: \(MarkdownText.of(rule.why))\n",
            ]
            + commands("PowerCLI", "powershell", finding.powercli) + commands("esxcli", "shell", finding.esxcli)
            + (references.isEmpty ? [] : ["References:\n\n\(references)"]) + ["</details>\n"]
        return parts.joined(separator: "\n")
    }
}
