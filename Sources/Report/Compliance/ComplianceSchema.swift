public import Facts
import RuleEngine

extension ComplianceReport {
    /// The JSON Schema of the report as JSON; later versions may add keys.
    public static var jsonSchema: [String: JSONValue] {
        open(
            "The report that vmotion-preflight report --format json writes.",
            [
                "schemaVersion": ["const": .text(schemaVersion), "description": "The version of this format."],
                "kind": ["const": .text(kind), "description": "What it is."],
                "tool": .object(open("What looked.", ["name": text("Its name."), "version": text("Its version.")])),
                "rulePack": .object(
                    open(
                        "The rules that were asked.",
                        ["name": text("Where they come from."), "sha256": text("The SHA-256 of their files.")])),
                "written": text("When it was written: RFC 3339, UTC."),
                "inputs": list(of: input, "Everything that was read."),
                "estate": .object(estate),
                "conclusion": conclusion("What it all amounts to."),
                "summary": .object(summary),
                "requirements": list(of: requirement, "The requirements in the order of their ids."),
                "comparison": orNull(comparison),
            ]
        ).merging(JSONValue.schemaHead("vmotion-preflight report")) { $1 }
    }

    private static var input: [String: JSONValue] {
        open(
            "A file.",
            [
                "path": text("The path, as it was named."),
                "role": choice(ReportInput.Role.allCases.map(\.rawValue), "What it was read as."),
                "bytes": count("Its size."),
                "sha256": text("The SHA-256 of what was read."),
                "evidence": orNull(
                    open(
                        "What was measured, of a file of evidence.",
                        [
                            "kind": text("How: probe, analysis or trial."), "started": text("From when."),
                            "finished": text("Until when."),
                        ])),
            ])
    }

    private static var estate: [String: JSONValue] {
        let sites: JSONValue = ["type": "array", "items": ["type": "string"], "description": "Names of sites."]
        let part: [String: JSONValue] = ["conclusion": conclusion("What it amounts to."), "summary": .object(summary)]
        let pair = open("A pair of sites.", part.merging(["sites": sites]) { $1 })
        let cluster = open("A cluster.", part.merging(["sites": sites, "name": text("Its name.")]) { $1 })
        let host = open(
            "A host.",
            ["name": text("Its name."), "cluster": textOrNull("Its cluster."), "site": textOrNull("Its site.")])
        return open(
            "What it is about.",
            [
                "sites": sites,
                "sitePairs": list(of: pair, "The pairs of sites between which virtual machines are to move."),
                "clusters": list(of: cluster, "The clusters."), "hosts": list(of: host, "The hosts."),
            ])
    }

    private static var summary: [String: JSONValue] {
        let counts = Verdict.allCases.map { ($0.rawValue, count("How many verdicts are \($0.rawValue).")) }
        let severities = Severity.allCases.map { ($0.rawValue, count("How many failures are of this severity.")) }
        let failures = open("The failures by severity.", Dictionary(uniqueKeysWithValues: severities))
        return open(
            "How many there are of each verdict.",
            Dictionary(uniqueKeysWithValues: counts + [("failures", .object(failures))]))
    }

    private static var requirement: [String: JSONValue] {
        let framework = open(
            "A framework.", ["name": text("Its name."), "requirements": texts("What of it the rule stands for.")])
        return open(
            "A requirement.",
            [
                "rule": text("The rule's id."), "name": text("The rule's name."),
                "title": text("The requirement in one sentence."),
                "severity": choice(Severity.allCases.map(\.rawValue), "How much it matters."),
                "category": text("What it is about."), "why": text("Why it exists."),
                "references": texts("Where it comes from."), "frameworks": list(of: framework, "What it stands for."),
                "notApplicable": count("How many subjects it does not concern."),
                "verdicts": ["type": "array", "items": verdict, "description": "What is said of each subject."],
            ])
    }

    private static var comparison: [String: JSONValue] {
        let standing: JSONValue = ["enum": .list(Standing.allCases.map { .text($0.rawValue) } + [.null])]
        let change = open(
            "A verdict that differs; null where there is none.",
            [
                "rule": text("The rule's id."), "subject": text("The subject's natural key."), "before": standing,
                "now": standing,
            ])
        return open(
            "How it differs from an earlier report, where it was compared with one.",
            [
                "path": text("The earlier report."), "written": text("When that was written."),
                "unchanged": count("How many verdicts are what they were."),
                "worse": list(of: change, "What got worse."), "better": list(of: change, "What got better."),
                "new": list(of: change, "What does not pass and was not there."),
                "gone": list(of: change, "What did not pass and is not there any more."),
            ])
    }
}
