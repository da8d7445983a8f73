public import Facts
import RuleEngine

extension ComplianceReport {
    /// The JSON Schema of the report as JSON; later versions may add keys.
    public static var jsonSchema: [String: JSONValue] {
        Schema.object(
            "The report that vmotion-preflight report --format json writes.",
            [
                "schemaVersion": ["const": .text(schemaVersion), "description": "The version of this format."],
                "kind": ["const": .text(kind), "description": "What it is."],
                "tool": .object(
                    Schema.object(
                        "What looked.", ["name": Schema.text("Its name."), "version": Schema.text("Its version.")])),
                "rulePack": .object(
                    Schema.object(
                        "The rules that were asked.",
                        [
                            "name": Schema.text("Where they come from."),
                            "sha256": Schema.text("The SHA-256 of their files."),
                        ])),
                "arguments": [
                    "type": "array", "items": ["type": "string"],
                    "description": "The arguments of the program that make it anew, as far as they bear on verdicts.",
                ],
                "written": Schema.text("When it was written: RFC 3339, UTC."),
                "inputs": Schema.list(of: input, "Everything that was read."),
                "estate": .object(estate),
                "conclusion": conclusion("What it all amounts to."),
                "summary": .object(summary),
                "requirements": Schema.list(of: requirement, "The requirements in the order of their ids."),
                "comparison": Schema.orNull(comparison),
            ]
        ).merging(JSONValue.schemaHead("vmotion-preflight report")) { $1 }
    }

    private static var input: [String: JSONValue] {
        Schema.object(
            "A file.",
            [
                "path": Schema.text("The path, as it was named."),
                "role": Schema.choice(ReportInput.Role.allCases.map(\.rawValue), "What it was read as."),
                "bytes": Schema.count("Its size."),
                "sha256": Schema.text("The SHA-256 of what was read."),
                "evidence": Schema.orNull(
                    Schema.object(
                        "What was measured, of a file of evidence.",
                        [
                            "kind": Schema.text("How: probe, analysis or trial."), "started": Schema.text("From when."),
                            "finished": Schema.text("Until when."),
                        ])),
            ])
    }

    private static var estate: [String: JSONValue] {
        let sites: JSONValue = ["type": "array", "items": ["type": "string"], "description": "Names of sites."]
        let part: [String: JSONValue] = ["conclusion": conclusion("What it amounts to."), "summary": .object(summary)]
        let pair = Schema.object("A pair of sites.", part.merging(["sites": sites]) { $1 })
        let cluster = Schema.object(
            "A cluster.", part.merging(["sites": sites, "name": Schema.text("Its name.")]) { $1 })
        let host = Schema.object(
            "A host.",
            [
                "isMeasured": [
                    "type": "boolean", "description": "Whether it is an end of something that was measured.",
                ],
                "name": Schema.text("Its name."), "cluster": Schema.textOrNull("Its cluster."),
                "site": Schema.textOrNull("Its site."),
            ])
        return Schema.object(
            "What it is about.",
            [
                "sites": sites,
                "sitePairs": Schema.list(of: pair, "The pairs of sites between which virtual machines are to move."),
                "clusters": Schema.list(of: cluster, "The clusters."), "hosts": Schema.list(of: host, "The hosts."),
            ])
    }

    private static var summary: [String: JSONValue] {
        let counts = Verdict.allCases.map { ($0.rawValue, Schema.count("How many verdicts are \($0.rawValue).")) }
        let severities = Severity.allCases.map {
            ($0.rawValue, Schema.count("How many failures are of this severity."))
        }
        let failures = Schema.object("The failures by severity.", Dictionary(uniqueKeysWithValues: severities))
        return Schema.object(
            "How many there are of each verdict.",
            Dictionary(uniqueKeysWithValues: counts + [("failures", .object(failures))]))
    }

    private static var requirement: [String: JSONValue] {
        let framework = Schema.object(
            "A framework.",
            ["name": Schema.text("Its name."), "requirements": Schema.texts("What of it the rule stands for.")])
        return Schema.object(
            "A requirement.",
            [
                "rule": Schema.text("The rule's id."), "name": Schema.text("The rule's name."),
                "title": Schema.text("The requirement in one sentence."),
                "severity": Schema.choice(Severity.allCases.map(\.rawValue), "How much it matters."),
                "category": Schema.text("What it is about."), "why": Schema.text("Why it exists."),
                "references": Schema.texts("Where it comes from."),
                "frameworks": Schema.list(of: framework, "What it stands for."),
                "notApplicable": Schema.count("How many subjects it does not concern."),
                "verdicts": ["type": "array", "items": verdict, "description": "What is said of each subject."],
            ])
    }

    private static var comparison: [String: JSONValue] {
        let standing: JSONValue = ["enum": .list(Standing.allCases.map { .text($0.rawValue) } + [.null])]
        let change = Schema.object(
            "A verdict that differs; null where there is none.",
            [
                "rule": Schema.text("The rule's id."), "subject": Schema.text("The subject's natural key."),
                "before": standing,
                "now": standing, "observedBefore": Schema.textOrNull("What was observed then."),
                "observedNow": Schema.textOrNull("What is observed now."),
            ])
        return Schema.object(
            "How it differs from an earlier report, where it was compared with one.",
            [
                "path": Schema.text("The earlier report."), "written": Schema.text("When that was written."),
                "unchanged": Schema.count("How many verdicts are what they were."),
                "newPasses": Schema.count("How many passes were not there."),
                "gonePasses": Schema.count("How many passes are not there any more."),
                "worse": Schema.list(of: change, "What got worse."),
                "better": Schema.list(of: change, "What got better."),
                "new": Schema.list(of: change, "What does not pass and was not there."),
                "gone": Schema.list(of: change, "What did not pass and is not there any more."),
            ])
    }

    private static func conclusion(_ description: String) -> JSONValue {
        Schema.choice(Conclusion.allCases.map(\.rawValue), description)
    }
}
