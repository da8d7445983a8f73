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

    init(_ report: LintReport, isGrouped: Bool) {
        self.report = report
        self.isGrouped = isGrouped
    }

    var text: String {
        let findings = report.evaluation.findings
        let groups = FindingGroup.groups(of: findings.filter(\.isOpen), isGrouped: isGrouped)
        let drift = report.drift.map { DriftText($0).lines.map { "- \(MarkdownText.of($0))\n" }.joined() }
        let start =
            "## \(report.toolName)\n\n**\(MarkdownText.of(Tally(report).sentence))**\n"
            + (drift.map { "\n\($0)" } ?? "")
        // Half a kilobyte is for the sentence on what was cut.
        let room = Self.limit - start.utf8.count - 512
        // What comes last has a share of its own, or thousands of findings would leave nothing for it.
        var (explaining, asking, waiving) = (room / 4, room / 4, room / 8)
        let explanations = Self.explanations(groups, room: &explaining)
        let tables = MarkdownFindings(checkout: report.checkout)
        let unknown = tables.unknown(findings.filter(\.isOpen), room: &asking)
        let waived = tables.waived(findings, room: &waiving)
        var rest = room - explanations.utf8.count - unknown.text.utf8.count - waived.text.utf8.count
        let shown = tables.failing(groups, room: &rest) + [("unknown", unknown), ("waived", waived)]
        return start + cut(shown) + shown.map { $0.table.text }.joined() + explanations
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
