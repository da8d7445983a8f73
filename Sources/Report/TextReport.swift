import RuleEngine

/// The report for people.
struct TextReport {
    let text: String

    init(_ report: LintReport, ink: Ink) {
        let writer = FindingText(toolName: report.toolName, ink: ink)
        let findings = report.evaluation.findings
        var text = ""
        for finding in findings where finding.verdict == .error || finding.verdict == .fail {
            text += writer.block(finding) + "\n"
        }
        for group in UnknownGroup.groups(of: findings) { text += writer.block(group) + "\n" }
        self.text = text + ink(Tally(report).sentence, .strong) + "\n"
    }
}
