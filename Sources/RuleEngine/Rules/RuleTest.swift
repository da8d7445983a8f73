public import Facts
public import SourceText
public import YAMLEvents

/// A rule's own test: an inventory, evidence where the rule looks at it, and the verdicts they must give.
public struct RuleTest: Sendable {
    /// A finding that is expected.
    public struct Expectation: Sendable {
        /// The end of the subject's natural key.
        let subject: String
        let at: String?
        let severity: Severity?
        let missing: [String]
        let peers: [String]
    }

    /// The subjects that are to meet the requirement.
    enum Passes: Sendable {
        /// So many.
        case count(Int)
        /// These, with what is observed and expected where that is said.
        case subjects([(subject: String, observed: String?, expected: String?)])

        var count: Int {
            switch self {
            case .count(let count): count
            case .subjects(let subjects): subjects.count
            }
        }
    }

    /// What it shows.
    public let name: String

    /// The inventory, with its places in the rule file.
    public let inventory: YAMLNode

    /// The evidence, with its places in the rule file.
    let evidence: [YAMLNode]

    let passes: Passes?
    let fails: [Expectation]
    let unknowns: [Expectation]
    let file: SourceFile
    let place: SourceSpan

    init(_ node: DocumentNode) throws {
        try node.allow(RuleFormat.test)
        name = try node.text("name")
        inventory = try node.value("inventory")
        evidence = node.node["evidence"].map { $0.items ?? [$0] } ?? []
        file = node.file
        place = SourceSpan(offset: node.node.span.offset, length: 0)
        let expect = try node.child("expect")
        try expect.allow(RuleFormat.expect)
        passes = try Self.passes(expect)
        fails = try (expect.list("fail") ?? []).map(Self.expectation)
        unknowns = try (expect.list("unknown") ?? []).map(Self.expectation)
    }

    private static func passes(_ expect: DocumentNode) throws -> Passes? {
        guard let value = expect.node["pass"] else { return nil }
        if value.items == nil {
            guard let text = value.text, let count = Int(text), count >= 0 else {
                throw try expect.failure(
                    "pass",
                    "pass: expected how many subjects pass, or a list of them, found \(value.text ?? "a mapping")")
            }
            return .count(count)
        }
        return .subjects(
            try (expect.list("pass") ?? []).map { node in
                if let subject = node.node.text { return (subject, nil, nil) }
                try node.allow(RuleFormat.passing)
                return (
                    try node.text("subject"), try node.optionalText("observed"), try node.optionalText("expected")
                )
            })
    }

    private static func expectation(_ node: DocumentNode) throws -> Expectation {
        if let subject = node.node.text {
            return Expectation(subject: subject, at: nil, severity: nil, missing: [], peers: [])
        }
        try node.allow(RuleFormat.expectation)
        return Expectation(
            subject: try node.text("subject"), at: try node.optionalText("at"),
            severity: node.node["severity"] == nil ? nil : try node.choice("severity", default: nil),
            missing: try node.texts("missing"), peers: try node.texts("peers"))
    }

    /// Runs the test.
    ///
    /// - Parameters:
    ///   - rule: the rule it belongs to.
    ///   - pack: the pack that has the limits.
    ///   - load: loads an inventory, or evidence, into a store.
    /// - Returns: what is noisy (found and not expected) and what is missing (expected and not found).
    /// - Throws: what is wrong with the inventory, or with the rule's SQL.
    public func run(
        of rule: Rule, in pack: RulePack, load: Load
    ) throws -> [Diagnostic] {
        let evaluation = try evaluation(of: rule, in: pack) { store in
            try load(YAMLReader(replaying: inventory, in: file), .inventory, store)
            for node in evidence { try load(YAMLReader(replaying: node, in: file), .evidence, store) }
        }
        var problems: [String] = []
        problems += compare(evaluation.findings.filter { $0.verdict == .fail }, with: fails, "fail")
        problems += compare(evaluation.findings.filter { $0.verdict == .unknown }, with: unknowns, "unknown")
        problems += compare(evaluation.passes[rule.id] ?? [])
        return problems.map { Diagnostic(.error, in: file, at: place, message: "\(rule.id) \"\(name)\": \($0)") }
    }

    /// Loads what a reader is before into a store.
    public typealias Load = (consuming YAMLReader, FactFile, FactStore) throws -> Void

    /// What `rule` alone says of the facts that `fill` puts into a store.
    func evaluation(of rule: Rule, in pack: RulePack, fill: (FactStore) throws -> Void) throws -> Evaluation {
        let store = try FactStore()
        try fill(store)
        try store.seal(limits: pack.limits)
        return try Evaluation(RulePack(rule, limits: pack.limits), on: store, keepsPasses: true)
    }

    /// Whether it shows subjects that meet the requirement, and no others.
    var passesAlone: Bool { fails.isEmpty && unknowns.isEmpty && (passes?.count ?? 0) > 0 }

    private func compare(_ found: [Pass]) -> [String] {
        switch passes {
        case nil: return []
        case .count(let count):
            return found.count == count ? [] : ["expected \(count) to pass, found \(found.count)"]
        case .subjects(let expected):
            var rest = found
            var problems: [String] = []
            for (subject, observed, wanted) in expected {
                let ending = rest.indices.filter { ("/" + rest[$0].subject).hasSuffix("/" + subject) }
                let match = ending.first { index in
                    (observed ?? rest[index].observed) == rest[index].observed
                        && (wanted ?? rest[index].expected) == rest[index].expected
                }
                if let index = match ?? ending.first {
                    let pass = rest.remove(at: index)
                    if match == nil { problems.append("not as described: \(told(pass))") }
                } else {
                    problems.append("missing: pass for \(subject)")
                }
            }
            return problems + rest.map { "noisy: \(told($0))" }
        }
    }

    private func told(_ pass: Pass) -> String {
        let observed = pass.observed.map { ", observed \($0)" } ?? ""
        return "pass for \(pass.subject)\(observed)" + (pass.expected.map { ", expected \($0)" } ?? "")
    }

    private func compare(_ findings: [Finding], with expected: [Expectation], _ verdict: String) -> [String] {
        var rest = findings
        var problems: [String] = []
        for expectation in expected {
            if let index = rest.firstIndex(where: { matches($0, expectation) }) {
                rest.remove(at: index)
            } else {
                problems.append(
                    "missing: \(verdict) for \(expectation.subject)\(difference(from: expectation, in: rest))")
            }
        }
        return problems + rest.map { "noisy: \(verdict) for \($0.subject): \($0.message)" }
    }

    private func matches(_ finding: Finding, _ expected: Expectation) -> Bool {
        ("/" + finding.subject).hasSuffix("/" + expected.subject)
            && (expected.at.map { finding.fingerprint.hasSuffix("/" + $0) } ?? true)
            && (expected.severity.map { finding.severity == $0 } ?? true)
            && (expected.missing.isEmpty || expected.missing == finding.missing.map(\.name))
            && expected.peers.allSatisfy { peer in finding.peers.contains { ("/" + $0.subject).hasSuffix("/" + peer) } }
    }

    private func difference(from expected: Expectation, in findings: [Finding]) -> String {
        guard let near = findings.first(where: { ("/" + $0.subject).hasSuffix("/" + expected.subject) }) else {
            return ""
        }
        let missing = near.missing.map(\.name).joined(separator: ", ")
        let peers = near.peers.map(\.subject).joined(separator: ", ")
        return " as described; there is one with severity \(near.severity.rawValue), fingerprint \(near.fingerprint)"
            + (missing.isEmpty ? "" : ", missing \(missing)") + (peers.isEmpty ? "" : ", peers \(peers)")
    }
}

extension Rule {
    /// What the rule lacks to be trusted: a passing, a failing and a missing-fact test, and its documentation.
    public var shortcomings: [Diagnostic] {
        guard category != Self.housekeeping else { return [] }
        var lacks: [String] = []
        if !tests.contains(where: \.passesAlone) {
            lacks.append("a passing test (expect: {pass: N})")
        }
        if !tests.contains(where: { !$0.fails.isEmpty }) { lacks.append("a failing test") }
        if !tests.contains(where: { test in test.unknowns.contains { !$0.missing.isEmpty } }) {
            lacks.append("a missing-fact test that names the fact")
        }
        if references.isEmpty { lacks.append("references") }
        // What is wrong with evidence is mended by measuring again, which no command of a host does.
        let isOnEvidence = checks.allSatisfy { check in
            EvidenceSchema.tables.contains { $0.name == Subjects.identity(of: check.subject) }
        }
        if fix.powercli == nil, fix.esxcli == nil, !isOnEvidence { lacks.append("a fix as PowerCLI or esxcli") }
        return lacks.map { Diagnostic(.error, path: file.path, message: "\(id) lacks \($0)") }
    }
}

extension RulePack {
    /// A pack of one rule.
    init(_ rule: Rule, limits: [LimitTable]) {
        rules = [rule]
        self.limits = limits
        files = [rule.file]
    }
}
