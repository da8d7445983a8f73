import RuleEngine

/// What was looked at, by what, and how many verdicts of each kind there are.
struct JSONRun: Encodable {
    struct Tool: Encodable {
        let name: String
        let version: String
    }

    struct Drift: Encodable {
        let file: String
        let new: Int
        let unchanged: Int
        let gone: [String]

        init(_ drift: BaselineDrift) {
            (file, new, unchanged, gone) = (drift.path, drift.new, drift.unchanged, drift.gone)
        }
    }

    let schemaVersion = "1.0"
    let tool: Tool
    let inputs: [String]
    let summary: [String: Int]
    let baseline: Drift?

    init(_ report: LintReport) {
        tool = Tool(name: report.toolName, version: report.toolVersion)
        inputs = report.inputs
        summary = Dictionary(
            uniqueKeysWithValues: Verdict.allCases.map { ($0.rawValue, report.evaluation.summary[$0] ?? 0) })
        baseline = report.drift.map(Drift.init)
    }
}
