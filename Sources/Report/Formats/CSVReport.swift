import RuleEngine
import SourceText

/// The report for auditors and their spreadsheets: RFC 4180, a line for each finding, whatever its verdict.
///
/// It starts with a byte order mark, without which Excel takes UTF-8 for the Windows code page.
struct CSVReport {
    private static let columns = [
        "verdict", "severity", "rule", "name", "subject", "message", "file", "line", "column", "observed", "expected",
        "missing", "supply", "fix", "fingerprint", "frameworks",
        "waiver", "baseline",
    ]

    let text: String

    init(_ report: LintReport) {
        var text = "\u{FEFF}" + CSVText.line(Self.columns)
        for finding in report.evaluation.findings { text += CSVText.line(Self.cells(finding).map(\.inOneLine)) }
        self.text = text
    }

    private static func cells(_ finding: Finding) -> [String] {
        let rule = finding.rule
        let start = finding.location?.range.start
        let frameworks = rule.frameworks.flatMap { framework in
            framework.requirements.map { "\(framework.name) \($0)" }
        }
        return [
            finding.verdict.rawValue, finding.severity.rawValue, rule.id, rule.name, finding.subject, finding.message,
            finding.location?.file.path ?? "", start.map { "\($0.line)" } ?? "", start.map { "\($0.column)" } ?? "",
            finding.observed ?? "", finding.expected ?? "",
            finding.missing.map(\.name).joined(separator: "; "), finding.supplies.joined(separator: "; "),
            finding.verdict == .unknown ? "" : finding.fix, finding.fingerprint, frameworks.joined(separator: "; "),
            finding.waiverReason ?? "", finding.baselineState?.rawValue ?? "",
        ]
    }
}
