import RuleEngine
import SourceText

/// The report for GitLab's merge requests: Code Quality, a bare array of what is the matter where.
///
/// GitLab knows five severities by name alone. The linters that its documentation names call an error major and a warning
/// minor, and so does this one, since GitLab shows all tools in one list; critical is left for a rule that was not evaluated.
/// What is unknown is information: the list has no word for it, the description has. What is waived or in the baseline is
/// left out, as GitLab would show it like the others.
struct GitLabReport {
    let text: String

    init(_ report: LintReport) throws {
        var fingerprints = UniqueFingerprints()
        let issues = report.evaluation.findings.filter(\.isOpen).map { finding in
            Issue(finding, fingerprint: fingerprints.next(finding), report.checkout)
        }
        text = try JSONText().of(issues)
    }

    private struct Issue: Encodable {
        struct Location: Encodable {
            let path: String
            let lines: Lines
        }

        struct Lines: Encodable {
            let begin: Int
            let end: Int
        }

        enum CodingKeys: String, CodingKey {
            case description
            case checkName = "check_name"
            case fingerprint
            case severity
            case location
        }

        let description: String
        let checkName: String
        let fingerprint: String
        let severity: String
        let location: Location

        init(_ finding: Finding, fingerprint: String, _ checkout: Checkout) {
            description = Self.description(of: finding)
            checkName = "\(finding.rule.id) \(finding.rule.name)"
            self.fingerprint = fingerprint
            severity = Self.severity(of: finding)
            let range = finding.location?.range
            // GitLab takes nothing without a place; a rule that was not evaluated has its own file for one.
            location = Location(
                path: checkout.path(finding.location?.file.path ?? finding.rule.file.path),
                lines: Lines(begin: range?.start.line ?? 1, end: range?.end.line ?? 1))
        }

        /// One line, for GitLab shows nothing else of the issue.
        private static func description(of finding: Finding) -> String {
            let isUnknown = finding.verdict == .unknown
            let advice = isUnknown ? finding.supplies.map { "Supply: \($0)" } : ["Fix: \(finding.fix)"]
            return ([finding.message] + advice).joined(separator: ". ").inOneLine
        }

        private static func severity(of finding: Finding) -> String {
            switch (finding.verdict, finding.severity) {
            case (.error, _): "critical"
            case (.fail, .error): "major"
            case (.fail, .warning): "minor"
            default: "info"
            }
        }
    }
}
