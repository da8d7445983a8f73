public import Facts
import RuleEngine

extension LintReport {
    /// The JSON Schema of the JSON report; later versions may add keys.
    public static var jsonSchema: [String: JSONValue] {
        open(
            "The report that vmotion-preflight lint --format json writes.",
            further: ["baseline": .object(baseline)],
            [
                "schemaVersion": ["const": "1.0", "description": "The version of this format."],
                "tool": .object(
                    open("What looked.", ["name": text("Its name."), "version": text("Its version.")])),
                "inputs": ["type": "array", "items": text("A path."), "description": "The files, as they were named."],
                "summary": .object(summary),
                "findings": [
                    "type": "array", "items": .object(finding),
                    "description": "What fails, is unknown or waived; what passes is counted alone.",
                ],
            ]
        ).merging(JSONValue.schemaHead("vmotion-preflight findings")) { $1 }
    }

    private static var baseline: [String: JSONValue] {
        open(
            "How the findings differ from those of the baseline, where there is one.",
            [
                "file": text("The baseline."),
                "new": ["type": "integer", "minimum": 0, "description": "How many were not in it."],
                "unchanged": ["type": "integer", "minimum": 0, "description": "How many were."],
                "gone": ["type": "array", "items": text("A fingerprint."), "description": "Those that are no more."],
            ])
    }

    private static var summary: [String: JSONValue] {
        let count: JSONValue = ["type": "integer", "minimum": 0]
        return open(
            "How many subjects have each verdict, over all rules.",
            Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0.rawValue, count) }))
    }

    private static var finding: [String: JSONValue] {
        open(
            "What a rule says of a subject.",
            [
                "rule": text("The rule's id."),
                "name": text("The rule's name."),
                "severity": choice(Severity.allCases.map(\.rawValue), "How much it matters."),
                "verdict": choice(["fail", "unknown", "waived", "error"], "What came of the check."),
                "message": text("What is the matter, in one sentence."),
                "subject": text("The subject's natural key: cluster/host/adapter."),
                "location": ["anyOf": [.object(place), ["type": "null"]]],
                "related": [
                    "type": "array", "description": "The places it is compared to.",
                    "items": .object(
                        open("Another place.", ["subject": text("Whose it is."), "location": .object(place)])),
                ],
                "furtherRelated": [
                    "type": "integer", "minimum": 0, "description": "How many such places there are besides.",
                ],
                "observed": textOrNull("What is there."),
                "expected": textOrNull("What should be there."),
                "missing": [
                    "type": "array", "description": "The facts that are missing, when the verdict is unknown.",
                    "items": .object(
                        open(
                            "A fact.",
                            [
                                "fact": text("Its table and key."),
                                "supply": text("The command or person that supplies it."),
                            ])),
                ],
                "fingerprint": text("What the finding is recognised by in another run; no line number is in it."),
                "fix": .object(
                    open(
                        "What to do.",
                        [
                            "text": text("In words."), "powercli": textOrNull("As PowerCLI."),
                            "esxcli": textOrNull("As commands of the ESXi shell."),
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
        open(
            "Why the finding need not count.",
            [
                "reason": text("Why."), "owner": textOrNull("Who answers for it."),
                "expires": textOrNull("The last day, such as 2027-03-31."), "location": .object(place),
            ])
    }

    private static var place: [String: JSONValue] {
        let number: JSONValue = ["type": "integer", "minimum": 1]
        return open(
            "A place in a file; the end is just behind the last character.",
            ["file": text("The path."), "line": number, "column": number, "endLine": number, "endColumn": number])
    }

    /// An object that has all `properties`, perhaps the `further` ones, and may have others.
    private static func open(
        _ description: String, further: [String: JSONValue] = [:], _ properties: [String: JSONValue]
    ) -> [String: JSONValue] {
        [
            "type": "object", "description": .text(description),
            "properties": .object(properties.merging(further) { $1 }),
            "required": .texts(properties.keys.sorted()),
        ]
    }

    private static func text(_ description: String) -> JSONValue {
        ["type": "string", "description": .text(description)]
    }

    private static func textOrNull(_ description: String) -> JSONValue {
        ["type": ["string", "null"], "description": .text(description)]
    }

    private static func choice(_ values: [String], _ description: String) -> JSONValue {
        ["enum": .texts(values), "description": .text(description)]
    }
}
