public import Facts
import RuleEngine

extension LintReport {
    /// The JSON Schema of the JSON report; later versions may add keys.
    public static var jsonSchema: [String: JSONValue] {
        Schema.object(
            "The report that vmotion-preflight lint --format json writes.",
            further: ["baseline": .object(baseline)],
            [
                "schemaVersion": ["const": "1.0", "description": "The version of this format."],
                "tool": .object(
                    Schema.object(
                        "What looked.", ["name": Schema.text("Its name."), "version": Schema.text("Its version.")])),
                "inputs": [
                    "type": "array", "items": Schema.text("A path."), "description": "The files, as they were named.",
                ],
                "summary": .object(summary),
                "findings": [
                    "type": "array", "items": .object(finding),
                    "description": "What fails, is unknown or waived; what passes is counted alone.",
                ],
            ]
        ).merging(JSONValue.schemaHead("vmotion-preflight findings")) { $1 }
    }

    private static var baseline: [String: JSONValue] {
        Schema.object(
            "How the findings differ from those of the baseline, where there is one.",
            [
                "file": Schema.text("The baseline."),
                "new": ["type": "integer", "minimum": 0, "description": "How many were not in it."],
                "unchanged": ["type": "integer", "minimum": 0, "description": "How many were."],
                "gone": [
                    "type": "array", "items": Schema.text("A fingerprint."), "description": "Those that are no more.",
                ],
            ])
    }

    private static var summary: [String: JSONValue] {
        let count: JSONValue = ["type": "integer", "minimum": 0]
        return Schema.object(
            "How many subjects have each verdict, over all rules.",
            Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0.rawValue, count) }))
    }

    private static var finding: [String: JSONValue] {
        Schema.object(
            "What a rule says of a subject.",
            [
                "rule": Schema.text("The rule's id."),
                "name": Schema.text("The rule's name."),
                "severity": Schema.choice(Severity.allCases.map(\.rawValue), "How much it matters."),
                "verdict": Schema.choice(["fail", "unknown", "waived", "error"], "What came of the check."),
                "message": Schema.text("What is the matter, in one sentence."),
                "subject": Schema.text("The subject's natural key: cluster/host/adapter."),
                "location": ["anyOf": [.object(place), ["type": "null"]]],
                "related": [
                    "type": "array", "description": "The places it is compared to.",
                    "items": .object(
                        Schema.object(
                            "Another place.", ["subject": Schema.text("Whose it is."), "location": .object(place)])),
                ],
                "furtherRelated": [
                    "type": "integer", "minimum": 0, "description": "How many such places there are besides.",
                ],
                "observed": Schema.textOrNull("What is there."),
                "expected": Schema.textOrNull("What should be there."),
                "missing": [
                    "type": "array", "description": "The facts that are missing, when the verdict is unknown.",
                    "items": .object(
                        Schema.object(
                            "A fact.",
                            [
                                "fact": Schema.text("Its table and key."),
                                "supply": Schema.text("The command or person that supplies it."),
                            ])),
                ],
                "fingerprint": Schema.text(
                    "What the finding is recognised by in another run; no line number is in it."),
                "fix": .object(
                    Schema.object(
                        "What to do; of what is unknown nothing but to find out what is missing.",
                        [
                            "text": Schema.text("In words."), "powercli": Schema.textOrNull("As PowerCLI."),
                            "esxcli": Schema.textOrNull("As commands of the ESXi shell."),
                        ])),
                "references": [
                    "type": "array", "items": ["type": "string"], "description": "Where the requirement comes from.",
                ],
                "waiver": ["anyOf": [.object(waiver), ["type": "null"]]],
                "baselineState": [
                    "enum": ["new", "unchanged", .null],
                    "description": "Whether the baseline has the finding; null without a baseline.",
                ],
            ])
    }

    private static var waiver: [String: JSONValue] {
        Schema.object(
            "Why the finding need not count.",
            [
                "reason": Schema.text("Why."), "owner": Schema.textOrNull("Who answers for it."),
                "expires": Schema.textOrNull("The last day, such as 2027-03-31."), "location": .object(place),
            ])
    }

    private static var place: [String: JSONValue] {
        let number: JSONValue = ["type": "integer", "minimum": 1]
        return Schema.object(
            "A place in a file; the end is just behind the last character.",
            [
                "file": Schema.text("The path."), "line": number, "column": number, "endLine": number,
                "endColumn": number,
            ])
    }
}
