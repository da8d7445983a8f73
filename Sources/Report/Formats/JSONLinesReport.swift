import RuleEngine

/// The report for scripts that read line by line: the run first, then each finding, with the keys that JSON has.
struct JSONLinesReport {
    let text: String

    init(_ report: LintReport) throws {
        let json = JSONText(isPretty: false)
        var text = try json.of(JSONRun(report))
        for finding in report.evaluation.findings { text += try json.of(JSONFinding(finding: finding)) }
        self.text = text
    }
}
