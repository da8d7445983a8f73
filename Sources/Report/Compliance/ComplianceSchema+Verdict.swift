import Facts
import RuleEngine

extension ComplianceReport {
    /// A verdict; one that does not pass has the keys of a finding as well.
    static var verdict: JSONValue {
        let passes: JSONValue = ["properties": ["verdict": ["const": "pass"]]]
        let keys: [String: JSONValue] = [
            "subject": Schema.text("The subject's natural key: cluster/host/adapter."),
            "verdict": Schema.choice(
                Verdict.allCases.filter { $0 != .notApplicable }.map(\.rawValue), "What came of the check."),
            "severity": Schema.choice(Severity.allCases.map(\.rawValue), "How much a failure matters."),
            "observed": Schema.textOrNull("What is there."), "expected": Schema.textOrNull("What should be there."),
            "location": Schema.orNull(place), "cluster": Schema.textOrNull("The subject's cluster."),
            "host": Schema.textOrNull("The subject's host."), "sites": Schema.texts("The subject's sites."),
            "measured": Schema.textOrNull("When it was measured; null where it was read in an inventory."),
        ]
        return .object(
            Schema.object("A verdict.", further: finding, keys).merging([
                "if": passes, "else": ["required": .texts(finding.keys.sorted())],
            ]) { $1 })
    }

    private static var finding: [String: JSONValue] {
        let fix = Schema.object(
            "What to do; null of the unknown.",
            [
                "text": Schema.text("In words."), "powercli": Schema.textOrNull("As PowerCLI."),
                "esxcli": Schema.textOrNull("As commands of the ESXi shell."),
            ])
        let fact = Schema.object(
            "A fact.",
            [
                "fact": Schema.text("Its table and key."),
                "supply": Schema.text("The command or person that supplies it."),
            ])
        let waiver = Schema.object(
            "Why it need not count.",
            [
                "reason": Schema.text("Why."), "owner": Schema.textOrNull("Who answers for it."),
                "expires": Schema.textOrNull("The last day, such as 2027-03-31."), "location": .object(place),
            ])
        let related = Schema.object(
            "Another place.", ["subject": Schema.text("Whose it is."), "location": .object(place)])
        return [
            "message": Schema.text("What is the matter, in one sentence."), "fix": Schema.orNull(fix),
            "missing": Schema.list(of: fact, "The facts that are missing, when the verdict is unknown."),
            "note": Schema.textOrNull("Why it cannot be told, where the missing facts do not say it."),
            "fingerprint": Schema.text("What it is recognised by in another run; no line number is in it."),
            "waiver": Schema.orNull(waiver), "related": Schema.list(of: related, "The places it is compared to."),
            "furtherRelated": Schema.count("How many such places there are besides."),
            "baselineState": [
                "enum": ["new", "unchanged", .null],
                "description": "Whether the baseline has it; null without a baseline.",
            ],
        ]
    }

    private static var place: [String: JSONValue] {
        let number: JSONValue = ["type": "integer", "minimum": 1]
        return Schema.object(
            "A place in a file.", ["file": Schema.text("The path."), "line": number, "column": number])
    }
}
