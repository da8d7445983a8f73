import RuleEngine
import SourceText

/// The report for auditors and their spreadsheets: RFC 4180, a line for each finding, whatever its verdict.
///
/// It starts with a byte order mark, without which Excel takes UTF-8 for the Windows code page.
struct CSVReport {
    private static let columns = [
        "verdict", "severity", "rule", "name", "subject", "message", "file", "line", "column", "observed", "expected",
        "missing", "supply", "fix", "fingerprint", "frameworks",
    ]

    let text: String

    init(_ report: LintReport) {
        var text = "\u{FEFF}" + Self.line(Self.columns)
        for finding in report.evaluation.findings { text += Self.line(Self.cells(finding)) }
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
        ]
    }

    private static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    private static func cell(_ text: String) -> String {
        let text = withoutFormulas(text.inOneLine)
        guard text.utf8.contains(where: { ",;\"".utf8.contains($0) }) || text.utf8.first == UInt8(ascii: " ") else {
            return text
        }
        return "\"" + text.replacing { $0 == "\"" ? "\"\"" : nil } + "\""
    }

    /// The text with an apostrophe before all that a spreadsheet would calculate, for names come from anywhere.
    ///
    /// Where the comma is the decimal mark, Excel parts cells at semicolons, even between quotation marks that it does not
    /// find at the start of a cell. So what follows a semicolon is looked at as well.
    private static func withoutFormulas(_ text: String) -> String {
        var isStart = true
        return text.replacing { scalar in
            switch scalar {
            case ";": isStart = true
            case " ", "\"": break
            case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}":
                defer { isStart = false }
                return isStart ? "'\(scalar)" : nil
            default: isStart = false
            }
            return nil
        }
    }
}
