import Facts
import RuleEngine

extension ComplianceReport {
    /// A verdict; one that does not pass has the keys of a finding as well.
    static var verdict: JSONValue {
        let passes: JSONValue = ["properties": ["verdict": ["const": "pass"]]]
        let keys: [String: JSONValue] = [
            "subject": text("The subject's natural key: cluster/host/adapter."),
            "verdict": choice(
                Verdict.allCases.filter { $0 != .notApplicable }.map(\.rawValue), "What came of the check."),
            "severity": choice(Severity.allCases.map(\.rawValue), "How much a failure matters."),
            "observed": textOrNull("What is there."), "expected": textOrNull("What should be there."),
            "location": orNull(place), "cluster": textOrNull("The subject's cluster."),
            "host": textOrNull("The subject's host."), "sites": texts("The subject's sites."),
            "measured": textOrNull("When it was measured; null where it was read in an inventory."),
        ]
        return .object(
            open("A verdict.", further: finding, keys).merging([
                "if": passes, "else": ["required": .texts(finding.keys.sorted())],
            ]) { $1 })
    }

    private static var finding: [String: JSONValue] {
        let fix = open(
            "What to do; null of the unknown.",
            [
                "text": text("In words."), "powercli": textOrNull("As PowerCLI."),
                "esxcli": textOrNull("As commands of the ESXi shell."),
            ])
        let fact = open(
            "A fact.",
            ["fact": text("Its table and key."), "supply": text("The command or person that supplies it.")])
        let waiver = open(
            "Why it need not count.",
            [
                "reason": text("Why."), "owner": textOrNull("Who answers for it."),
                "expires": textOrNull("The last day, such as 2027-03-31."), "location": .object(place),
            ])
        let related = open("Another place.", ["subject": text("Whose it is."), "location": .object(place)])
        return [
            "message": text("What is the matter, in one sentence."), "fix": orNull(fix),
            "missing": list(of: fact, "The facts that are missing, when the verdict is unknown."),
            "note": textOrNull("Why it cannot be told, where the missing facts do not say it."),
            "fingerprint": text("What it is recognised by in another run; no line number is in it."),
            "waiver": orNull(waiver), "related": list(of: related, "The places it is compared to."),
            "furtherRelated": count("How many such places there are besides."),
            "baselineState": [
                "enum": ["new", "unchanged", .null],
                "description": "Whether the baseline has it; null without a baseline.",
            ],
        ]
    }

    private static var place: [String: JSONValue] {
        let number: JSONValue = ["type": "integer", "minimum": 1]
        return open("A place in a file.", ["file": text("The path."), "line": number, "column": number])
    }

    // MARK: Words of JSON Schema

    /// An object that has all `properties`, perhaps the `further` ones, and may have others.
    static func open(
        _ description: String, further: [String: JSONValue] = [:], _ properties: [String: JSONValue]
    ) -> [String: JSONValue] {
        [
            "type": "object", "description": .text(description),
            "properties": .object(properties.merging(further) { $1 }),
            "required": .texts(properties.keys.sorted()),
        ]
    }

    static func list(of item: [String: JSONValue], _ description: String) -> JSONValue {
        ["type": "array", "items": .object(item), "description": .text(description)]
    }

    static func orNull(_ object: [String: JSONValue]) -> JSONValue { ["anyOf": [.object(object), ["type": "null"]]] }

    static func texts(_ description: String) -> JSONValue {
        ["type": "array", "items": ["type": "string"], "description": .text(description)]
    }

    static func text(_ description: String) -> JSONValue { ["type": "string", "description": .text(description)] }

    static func textOrNull(_ description: String) -> JSONValue {
        ["type": ["string", "null"], "description": .text(description)]
    }

    static func count(_ description: String) -> JSONValue {
        ["type": "integer", "minimum": 0, "description": .text(description)]
    }

    static func choice(_ values: [String], _ description: String) -> JSONValue {
        ["enum": .texts(values), "description": .text(description)]
    }

    static func conclusion(_ description: String) -> JSONValue {
        choice(Conclusion.allCases.map(\.rawValue), description)
    }
}
