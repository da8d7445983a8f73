public import Facts
public import SourceText
public import YAMLEvents

/// One of a rule's own tests as people read it: an inventory, evidence, and the findings that the rule has in them.
public struct RuleExample: Sendable {
    /// What it shows.
    public let name: String

    /// The inventory, with what aliases and merge keys brought in written out.
    public let inventory: SourceFile

    /// The evidence.
    public let evidence: [SourceFile]

    /// The findings, with their places in ``inventory`` and ``evidence``; none when it is as it should be.
    public let findings: [Finding]

    /// The inventory's text.
    public var text: String { String(decoding: inventory.bytes, as: UTF8.self) }

    /// The evidence's text; nothing when there is none.
    public var evidenceText: String? {
        evidence.isEmpty ? nil : evidence.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "---\n")
    }
}

extension Rule {
    /// The first test in which the rule fails, and the first in which all is as it should be.
    ///
    /// - Parameters:
    ///   - pack: the pack that has the limits.
    ///   - load: loads an inventory, or evidence, into a store.
    /// - Returns: what the rule's tests have of the two.
    /// - Throws: what is wrong with an inventory, or with the rule's SQL.
    public func examples(
        in pack: RulePack, load: RuleTest.Load
    ) throws -> (bad: RuleExample?, good: RuleExample?) {
        let bad = tests.first { !$0.fails.isEmpty }
        let good = tests.first(where: \.passesAlone)
        return (
            try bad?.example(of: self, in: pack, load: load), try good?.example(of: self, in: pack, load: load)
        )
    }
}

extension RuleTest {
    /// The inventory as it is printed is what is judged, so that places are places in it.
    fileprivate func example(
        of rule: Rule, in pack: RulePack, load: Load
    ) throws -> RuleExample {
        let printed = SourceFile(path: "inventory.yaml", bytes: Array(inventory.yaml.utf8))
        let evidence = evidence.enumerated().map { index, node in
            SourceFile(
                path: self.evidence.count == 1 ? "evidence.json" : "evidence-\(index + 1).json",
                bytes: Array(node.yaml.utf8))
        }
        let evaluation = try evaluation(of: rule, in: pack) { store in
            try load(YAMLReader(printed), .inventory, store)
            for file in evidence { try load(YAMLReader(file), .evidence, store) }
        }
        return RuleExample(
            name: name, inventory: printed, evidence: evidence,
            findings: evaluation.findings.filter { $0.verdict == .fail })
    }
}
