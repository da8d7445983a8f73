import RuleEngine

/// The report for people.
struct TextReport {
    let text: String

    init(_ report: LintReport, ink: Ink, isGrouped: Bool) {
        let writer = FindingText(toolName: report.toolName, ink: ink)
        let findings = report.evaluation.findings
        var text = ""
        for group in FindingGroup.groups(of: findings.filter(\.isOpen), isGrouped: isGrouped) {
            text += writer.block(group) + "\n"
        }
        for group in UnknownGroup.groups(of: findings.filter(\.isOpen)) { text += writer.block(group) + "\n" }
        let waived = findings.filter { $0.verdict == .waived }.map(writer.waiverLine).joined()
        if !waived.isEmpty { text += waived + "\n" }
        if let drift = report.drift { text += DriftText(drift).text + "\n" }
        self.text = text + ink(Tally(report).sentence, .strong) + "\n"
    }
}
