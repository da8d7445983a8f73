import Foundation
import Report
import RuleEngine
import SourceText
import Testing

@Suite struct OSCALTests {
    private static func document(_ report: ComplianceReport) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(ComplianceFormat.oscal.render(report)))
    }

    /// Everything that stands under `key` anywhere.
    private static func values(of key: String, in node: Any) -> [Any] {
        if let list = node as? [Any] { return list.flatMap { values(of: key, in: $0) } }
        guard let object = node as? [String: Any] else { return [] }
        return (object[key].map { [$0] } ?? []) + object.values.flatMap { values(of: key, in: $0) }
    }

    @Test(arguments: ["mixed", "measured", "hostile", "nothing", "broken"])
    func `Every reference leads to something, and no two things have one UUID`(_ name: String) throws {
        let document = try Self.document(ComplianceCase.named(name).report)
        let uuids = Self.values(of: "uuid", in: document).compactMap { $0 as? String }
        #expect(Set(uuids).count == uuids.count)
        #expect(
            uuids.allSatisfy {
                $0.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
            })
        let keys = ["actor-uuid", "component-uuid", "subject-uuid", "observation-uuid", "risk-uuid"]
        let references = keys.flatMap { Self.values(of: $0, in: document) }.compactMap { $0 as? String }
        let links = Self.values(of: "href", in: document).compactMap { $0 as? String }.filter { $0.hasPrefix("#") }
        #expect(references.count > 1 && !links.isEmpty)
        #expect(Set(references + links.map { String($0.dropFirst()) }).subtracting(uuids) == [])
    }

    @Test(arguments: ["mixed", "measured", "hostile", "nothing", "broken"])
    func `Nothing is empty, and the version is that of the schema`(_ name: String) throws {
        let document = try Self.document(ComplianceCase.named(name).report)
        #expect(Self.values(of: "oscal-version", in: document) as? [String] == ["1.2.1"])
        func empty(_ node: Any) -> Int {
            if let list = node as? [Any] { return (list.isEmpty ? 1 : 0) + list.reduce(0) { $0 + empty($1) } }
            return (node as? [String: Any])?.values.reduce(0) { $0 + empty($1) } ?? 0
        }
        #expect(empty(document) == 0)
    }

    @Test(arguments: ["mixed", "measured", "hostile"])
    func `Two runs differ in nothing but the time, and in what is called by it`(_ name: String) throws {
        var own = try ComplianceCase.named(name)
        let first = try own.render(.oscal)
        #expect(try own.render(.oscal) == first)
        let time = own.written
        own.written = "2026-12-24T20:00:00Z"
        let later = try own.render(.oscal).replacing(own.written, with: time)
        let changes = zip(first.split(separator: "\n"), later.split(separator: "\n")).filter { $0 != $1 }
        #expect(changes.count == 2)
        #expect(changes.allSatisfy { $0.0.trimmingPrefix { $0 == " " }.hasPrefix("\"uuid\": ") })
    }

    @Test func `A line that is added above changes no UUID`() throws {
        var own = try ComplianceCase.mixed
        let before = try uuids(own)
        own.inventory = .init(path: own.inventory.path, bytes: Array("# one\n# two\n".utf8) + own.inventory.bytes)
        let after = try uuids(own)
        #expect(before.count > 20)
        // The document, the result and the input itself are others.
        #expect(before.subtracting(after).count == 3)
    }

    private func uuids(_ own: ComplianceCase) throws -> Set<String> {
        Set(Self.values(of: "uuid", in: try Self.document(own.report)).compactMap { $0 as? String })
    }

    @Test func `A requirement is satisfied only when all that it concerns pass`() throws {
        let states = try Self.values(of: "target", in: Self.document(ComplianceCase.mixed.report)).compactMap {
            target in
            let target = try #require(target as? [String: Any])
            let status = try #require(target["status"] as? [String: String])
            return "\(target["target-id"] ?? "") \(status["state"] ?? "") \(status["reason"] ?? "")"
        }
        #expect(states == ["TST001 not-satisfied other", "TST002 not-satisfied fail", "TST003 not-satisfied fail"])
        let clean = try ComplianceCase(Estate.clean.inventory, rules: [Rules.largeMTU]).report
        let state = try Self.values(of: "state", in: Self.document(clean)).compactMap { $0 as? String }
        #expect(state.contains("satisfied") && !state.contains("not-satisfied"))
    }
}
