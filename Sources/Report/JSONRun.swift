import RuleEngine

/// What was looked at, by what, and how many verdicts of each kind there are.
struct JSONRun: Encodable {
    struct Tool: Encodable {
        let name: String
        let version: String
    }

    let schemaVersion = "1.0"
    let tool: Tool
    let inputs: [String]
    let summary: [String: Int]

    init(_ report: LintReport) {
        tool = Tool(name: report.toolName, version: report.toolVersion)
        inputs = report.inputs
        summary = Dictionary(
            uniqueKeysWithValues: Verdict.allCases.map { ($0.rawValue, report.evaluation.summary[$0] ?? 0) })
    }
}
