public import RuleEngine

/// One picture of inventories, measurements and decisions: every requirement with a verdict for every subject.
public struct ComplianceReport: Sendable {
    /// The program that wrote it.
    public let toolName: String
    /// Its version.
    public let toolVersion: String
    /// The rules that were asked.
    public let pack: Pack
    /// The arguments that make it anew, as far as they bear on verdicts: `report`, the inventories and options.
    public let arguments: [String]
    /// When it was written: RFC 3339, UTC, such as `2026-11-22T18:00:00Z`.
    public let written: String
    /// Everything that was read, in the order of the command line.
    public let inputs: [ReportInput]
    /// The sites, clusters and hosts that it is about.
    public let estate: Estate
    /// The requirements in the order of their ids; those of which nothing was asked are left out.
    public let requirements: [Requirement]
    /// What was measured, one for each input that is evidence, in their order.
    public let measurements: [Measurement]
    /// How it differs from an earlier report.
    public var comparison: Comparison?

    /// A pack of rules.
    public struct Pack: Sendable, Equatable {
        /// Where its rules come from: `builtin`, or the folders that were named.
        public let name: String
        /// The SHA-256 of its files, in hexadecimal.
        public let sha256: String

        /// A pack.
        public init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }
    }

    /// A report of what `evaluation` says, which was made with its passes kept.
    public init(
        toolName: String, toolVersion: String, pack: Pack, arguments: [String], written: String, inputs: [ReportInput],
        estate: Estate, rules: [Rule], evaluation: Evaluation, measurements: [Measurement]
    ) {
        self.toolName = toolName
        self.toolVersion = toolVersion
        self.pack = pack
        self.arguments = arguments
        self.written = written
        self.inputs = inputs
        self.estate = estate
        self.measurements = measurements
        let findings = Dictionary(grouping: evaluation.findings, by: \.rule.id)
        // The rules on waivers are asked only where there are some.
        let known = Set(rules.map(\.id))
        let further = evaluation.findings.map(\.rule).filter { !known.contains($0.id) }
        let all = rules + Dictionary(further.map { ($0.id, $0) }) { first, _ in first }.values
        requirements = all.sorted { $0.id < $1.id }.map { rule in
            Requirement(
                rule: rule,
                judgements: (findings[rule.id] ?? []).map(Judgement.init)
                    + (evaluation.passes[rule.id] ?? []).map { Judgement($0, rule) },
                notApplicable: evaluation.notApplicable[rule.id] ?? 0)
        }
    }
}

/// A rule with what it says of every subject.
public struct Requirement: Sendable {
    /// The rule.
    public let rule: Rule
    /// Its verdicts: findings first, graver before, then those that pass.
    public let judgements: [Judgement]
    /// How many subjects it does not concern.
    public let notApplicable: Int
}

/// What a rule says of one subject.
public struct Judgement: Sendable {
    /// The subject's natural key: `cluster/host/adapter`.
    public let subject: String
    /// Whose the subject is.
    public let scope: Scope
    /// Pass, fail, unknown, waived or error.
    public let verdict: Verdict
    /// How much a failure matters.
    public let severity: Severity
    /// What is there; of what passes the text at its place.
    public let observed: String?
    /// What should be there, where the rule says it in figures.
    public let expected: String?
    /// The place that was looked at.
    public let location: Location?
    /// Everything that is said of what does not pass.
    public let finding: Finding?

    init(_ finding: Finding) {
        (subject, scope, verdict, severity) = (finding.subject, finding.scope, finding.verdict, finding.severity)
        (observed, expected, location) = (finding.observed, finding.expected, finding.location)
        self.finding = finding
    }

    init(_ pass: Pass, _ rule: Rule) {
        (subject, scope, verdict, severity) = (pass.subject, pass.scope, .pass, rule.severity)
        (observed, expected, location) = (pass.location?.text, nil, pass.location)
        finding = nil
    }
}
