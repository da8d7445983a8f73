import Facts
import Inventory
import RuleEngine
import SourceText
import Testing

/// What the rules of the binary say of an inventory.
struct Lint: Sendable {
    /// A finding, without the place and the wording.
    struct Verdict: Hashable, Sendable, CustomStringConvertible {
        let rule: String
        let verdict: RuleEngine.Verdict
        let severity: Severity
        let subject: String
        let missing: Set<String>

        var description: String {
            let state = verdict == .fail ? severity.rawValue : verdict.rawValue
            return ([rule, state, subject] + missing.sorted()).joined(separator: " ")
        }
    }

    static let pack = Result { try RulePack.builtin() }

    /// The estates as they are, each linted once.
    static func clean(_ estate: Estate) throws -> Lint { try #require(cleanResults[estate.name]).get() }

    private static let cleanResults = Dictionary(
        uniqueKeysWithValues: Estate.all.map { estate in
            (estate.name, Result { try Lint(estate.text, path: "\(estate.name).yaml") })
        })

    let store: FactStore
    let findings: [Verdict]

    init(_ text: String, evidence: String? = nil, path: String = "inventory.yaml") throws {
        let pack = try Self.pack.get()
        store = try FactStore()
        let loader = InventoryLoader(into: store)
        try loader.load(SourceFile(path: path, bytes: Array(text.utf8)))
        try loader.merge()
        if let evidence {
            try loader.load(SourceFile(path: "probe.evidence.json", bytes: Array(evidence.utf8)), as: .evidence)
        }
        if let warning = loader.warnings.first { throw warning }
        try store.seal(limits: pack.limits)
        findings = try Evaluation(pack, on: store).findings.map { finding in
            Verdict(
                rule: finding.rule.id, verdict: finding.verdict, severity: finding.severity, subject: finding.subject,
                missing: Set(finding.missing.map(\.name)))
        }
    }

    /// Findings that stop a pipeline that is strict: errors and warnings.
    var alarms: [Verdict] { findings.filter { $0.verdict != .unknown && $0.severity != .info } }

    /// The values in the first column of what `sql` gives.
    func values(_ sql: String) throws -> [String] {
        let statement = try store.reader().prepare(sql)
        var values: [String] = []
        while try statement.step() { values.append(statement.text(0) ?? "") }
        return values
    }
}
