import RuleEngine
import SourceText

/// Every verdict for a spreadsheet: RFC 4180, a line each, those that pass too.
///
/// It starts with a byte order mark, without which Excel takes UTF-8 for the Windows code page.
enum ComplianceCSV {
    private static let columns = [
        "rule", "name", "title", "category", "subject", "verdict", "severity", "observed", "expected", "file", "line",
        "column", "cluster", "host", "sites", "measured", "message", "fix", "missing", "supply", "fingerprint",
        "waiver", "owner", "expires", "frameworks",
    ]

    static func bytes(of report: ComplianceReport) -> [UInt8] {
        let measuredAt = report.measuredAt
        var bytes = Array("\u{FEFF}\(CSVText.line(columns))".utf8)
        for requirement in report.requirements {
            let rule = requirement.rule
            let frameworks = rule.frameworks.flatMap { framework in
                framework.requirements.map { "\(framework.name) \($0)" }
            }.joined(separator: "; ")
            let head = [rule.id, rule.name, rule.title, rule.category]
            for judgement in requirement.judgements {
                let cells =
                    head + looked(at: judgement, measuredAt: measuredAt) + further(judgement.finding) + [frameworks]
                bytes += CSVText.line(cells.map(\.inOneLine)).utf8
            }
        }
        return bytes
    }

    /// What was looked at, and what came of it.
    private static func looked(at judgement: Judgement, measuredAt: [String: String]) -> [String] {
        let start = judgement.location?.start
        let file = judgement.location?.file.path
        return [
            judgement.subject, judgement.verdict.rawValue, judgement.severity.rawValue, judgement.observed ?? "",
            judgement.expected ?? "", file ?? "", start.map { "\($0.line)" } ?? "", start.map { "\($0.column)" } ?? "",
            judgement.scope.cluster ?? "", judgement.scope.host ?? "", judgement.scope.sites.joined(separator: "; "),
            file.flatMap { measuredAt[$0] } ?? "",
        ]
    }

    /// What is said of what does not pass.
    private static func further(_ finding: Finding?) -> [String] {
        guard let finding else { return Array(repeating: "", count: 8) }
        return [
            finding.message, finding.verdict == .unknown ? "" : finding.fix,
            finding.missing.map(\.name).joined(separator: "; "), finding.supplies.joined(separator: "; "),
            finding.fingerprint, finding.waiver?.reason ?? "", finding.waiver?.owner ?? "",
            finding.waiver?.expires ?? "",
        ]
    }
}
