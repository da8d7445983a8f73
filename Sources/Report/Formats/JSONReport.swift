import RuleEngine

/// The report for scripts; every key is always there, `null` where there is nothing to say.
struct JSONReport {
    let text: String

    init(_ report: LintReport) throws {
        text = try JSONText().of(
            Document(run: JSONRun(report), findings: report.evaluation.findings.map(JSONFinding.init)))
    }

    /// The keys of the run with the findings beside them.
    private struct Document: Encodable {
        enum CodingKeys: CodingKey { case findings }

        let run: JSONRun
        let findings: [JSONFinding]

        func encode(to encoder: any Encoder) throws {
            try run.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(findings, forKey: .findings)
        }
    }
}
