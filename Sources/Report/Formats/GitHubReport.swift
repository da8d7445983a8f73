import RuleEngine
import SourceText

/// The report as GitHub Actions reads it: workflow commands that annotate lines of the inventory.
///
/// GitHub shows ten errors, ten warnings and ten notices a step, so the gravest come first and the unknown are grouped.
struct GitHubReport {
    let text: String

    init(_ report: LintReport, isGrouped: Bool) {
        let checkout = report.checkout
        let findings = report.evaluation.findings
        var text = ""
        for group in FindingGroup.groups(of: findings.filter(\.isOpen), isGrouped: isGrouped) {
            let finding = group.first
            let others = group.others { other in other.subject + (other.location.map { " at \($0.place)" } ?? "") }
            text += Self.command(
                checkout, Self.level(of: finding), at: finding.location,
                title: "\(finding.rule.id) \(finding.rule.name)",
                [finding.message] + Self.peers(of: finding) + others + ["Fix: \(finding.fix)"])
        }
        for group in UnknownGroup.groups(of: findings.filter(\.isOpen)) {
            let facts = group.missing.flatMap { fact in
                ["Missing: \(fact.name)"] + (fact.supply.isEmpty ? [] : ["Supply: \(fact.supply)"])
            }
            text += Self.command(
                checkout, "notice", at: group.findings[0].location,
                title: "\(group.rule.id) \(group.rule.name): unknown",
                [group.rule.title, group.subjects] + facts)
        }
        self.text = text + (report.drift.map { DriftText($0).text } ?? "") + Tally(report).sentence + "\n"
    }

    private static func level(of finding: Finding) -> String {
        guard finding.verdict != .error else { return "error" }
        switch finding.severity {
        case .error: return "error"
        case .warning: return "warning"
        case .info: return "notice"
        }
    }

    private static func peers(of finding: Finding) -> [String] {
        let peers = finding.peers.map { "Compared with \($0.subject) at \($0.location.place)" }
        return peers + (finding.furtherPeers > 0 ? ["… and \(finding.furtherPeers) more"] : [])
    }

    private static func command(
        _ checkout: Checkout, _ level: String, at location: Location?, title: String, _ lines: [String]
    ) -> String {
        var properties: [(String, String)] = []
        if let location {
            let (start, end) = location.range
            properties = [
                ("file", checkout.path(location.file.path)), ("line", "\(start.line)"), ("endLine", "\(end.line)"),
            ]
            // GitHub takes columns only when both are on one line.
            if start.line == end.line { properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")] }
        }
        properties.append(("title", title))
        let list = properties.map { "\($0.0)=\(escaped($0.1, isProperty: true))" }.joined(separator: ",")
        return "::\(level) \(list)::\(escaped(lines.joined(separator: "\n"), isProperty: false))\n"
    }

    /// GitHub's own escapes; other control characters are shown by number, as the log is a terminal to those who read it.
    private static func escaped(_ text: String, isProperty: Bool) -> String {
        text.replacing { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            case ":" where isProperty: "%3A"
            case "," where isProperty: "%2C"
            default: scalar.escape
            }
        }
    }
}
