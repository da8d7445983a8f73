import RuleEngine

/// The report as test results: a suite for each rule, a case for each finding, one case for a rule without any.
///
/// It is valid by both of the schemas in use, Ant's and that of Jenkins, so it has what both demand and no more.
struct JUnitReport {
    let text: String

    init(_ report: LintReport, timestamp: String) {
        let writer = FindingText(toolName: report.toolName, ink: Ink(isOn: false))
        let findings = Dictionary(grouping: report.evaluation.findings, by: \.rule.id)
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        for (index, rule) in report.rules.enumerated() {
            let own = findings[rule.id] ?? []
            let attributes = [
                ("name", "\(rule.id) \(rule.name)"), ("package", rule.category), ("id", "\(index)"),
                ("timestamp", timestamp), ("hostname", "localhost"), ("tests", "\(max(1, own.count))"),
                ("failures", "\(own.count { $0.verdict == .fail && $0.isOpen })"),
                ("errors", "\(own.count { $0.verdict == .error })"),
                ("skipped", "\(own.count { $0.verdict == .unknown || !$0.isOpen })"), ("time", "0"),
            ]
            text += "  <testsuite\(Self.list(attributes))>\n    <properties/>\n"
            if own.isEmpty { text += Self.testCase(rule.title, of: rule, outcome: "") }
            for finding in own {
                text += Self.testCase(finding.subject, of: rule, outcome: Self.outcome(of: finding, writer))
            }
            text += "    <system-out/>\n    <system-err/>\n  </testsuite>\n"
        }
        self.text = text + "</testsuites>\n"
    }

    private static func testCase(_ name: String, of rule: Rule, outcome: String) -> String {
        let attributes = list([("name", name), ("classname", "\(rule.id).\(rule.name)"), ("time", "0")])
        return outcome.isEmpty
            ? "    <testcase\(attributes)/>\n" : "    <testcase\(attributes)>\n\(outcome)    </testcase>\n"
    }

    private static func outcome(of finding: Finding, _ writer: FindingText) -> String {
        guard finding.isOpen else { return skipped(finding, because: reason(for: finding)) }
        return switch finding.verdict {
        case .pass, .notApplicable: ""
        case .fail:
            element(
                "failure", [("message", finding.message), ("type", finding.severity.rawValue)],
                writer.block(FindingGroup(first: finding)))
        case .error:
            element(
                "error", [("message", finding.message), ("type", "error")], writer.block(FindingGroup(first: finding)))
        case .unknown, .waived:
            skipped(finding, because: finding.verdict.rawValue)
        }
    }

    /// The reason, because a test that is skipped without one is taken for one that someone turned off.
    private static func skipped(_ finding: Finding, because reason: String) -> String {
        element("skipped", [("message", "\(reason): \(finding.message)")], supplies(finding))
    }

    private static func reason(for finding: Finding) -> String {
        finding.waiver.map { "waived (\($0.reason))" } ?? "known from the baseline"
    }

    private static func supplies(_ finding: Finding) -> String {
        finding.missing.map { "missing: \($0.name)\nsupply: \($0.supply)\n" }.joined()
    }

    private static func element(_ name: String, _ attributes: [(String, String)], _ content: String) -> String {
        "      <\(name)\(list(attributes))>\(content.xml())</\(name)>\n"
    }

    private static func list(_ attributes: [(name: String, value: String)]) -> String {
        attributes.map { " \($0.name)=\"\($0.value.xml(isAttribute: true))\"" }.joined()
    }
}
