import Foundation
import RuleEngine
import SourceText
import Testing

/// What is wrong with a rule file is said at its line and column.
@Suite struct RuleFileTests {
    /// The first complaint about rules, from loading or from judging an empty estate.
    private func complaint(_ rules: [String], limits: String? = nil) -> String {
        do {
            _ = try judge(["hosts: [{name: esx1}]"], by: rules, limits: limits)
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        (
            "subject: hosts\nrequire: {name: x}\nat: name\nsevverity: error",
            "13:1: error: there is no key sevverity here; did you mean severity?"
        ),
        ("subject: host\nrequire: {name: x}\nat: name", "10:10: error: there is no table host; did you mean hosts?"),
        ("subject: hosts\nrequire: {name: x}\nat: nmae", "12:5: error: hosts has no column nmae; did you mean name?"),
        ("subject: hosts\nat: name", "1:1: error: a check has either require: (conditions) or query: (SQL)"),
        (
            "subject: hosts\nrequires: [vlan]\nrequire: {name: x}\nat: name",
            "11:12: error: hosts has no column vlan of its own; say what fact it is, as in {vlan: table.key}"
        ),
        (
            "subject: hosts\nappliesTo: six\nrequire: {name: x}\nat: name",
            "11:12: error: appliesTo takes releases such as \">= 5.0, < 6.0\""
        ),
        (
            "subject: hosts\nwhere: \"colour = 1\"\nrequire: {name: x}\nat: name",
            "11:8: error: in SQL: no such column: colour"
        ),
        (
            "subject: hosts\nquery: SELECT 1 AS one\nat: name",
            "10:10: error: the query must return a column subject: the id of the row of hosts that fails"
        ),
        (
            "subject: hosts\nquery: SELECT 99 AS subject\nat: name",
            "10:10: error: the query returned 99 as a subject, and hosts has no such row"
        ),
        (
            "subject: hosts\nat: name\nquery: |\n  SELECT id AS subject\n  FROM hosts\n  WHERE nmae = 1\n",
            "15:9: error: in SQL: no such column: nmae"
        ),
        (
            "subject: hosts\nat: name\nquery: SELECT id AS subject FROM hosts WHERE nmae = 1",
            "12:46: error: in SQL: no such column: nmae"
        ),
        (
            "subject: hosts\nat: name\nquery: \"ATTACH 'x' AS y\"",
            "12:8: error: in SQL: facts may only be read: ATTACH is not allowed"
        ),
        (
            "subject: hosts\nat: name\nquery: \"DELETE FROM hosts\"",
            "12:8: error: in SQL: facts may only be read: DELETE is not allowed"
        ),
        (
            "subject: hosts\nat: name\nquery: \"SELECT random() AS subject\"",
            "12:16: error: in SQL: facts may only be read: the function random is not allowed"
        ),
        (
            "subject: hosts\nat: name\nquery: \"SELECT 1 AS subject; SELECT 2\"",
            "12:29: error: in SQL: only one statement is allowed; this is a second one"
        ),
    ])
    func complaints(check: String, expected: String) {
        #expect(complaint([rule(check)]) == "rules/rule-1.yaml:" + expected)
    }

    @Test func anIdThatIsTaken() {
        let one = rule("subject: hosts\nrequire: {name: x}\nat: name")
        #expect(complaint([one, one]) == "rules/rule-2.yaml:1:5: error: the id TST001 is taken by rules/rule-1.yaml")
    }

    @Test func limitsThatHaveOtherColumns() {
        let one = rule("subject: hosts\nrequire: {name: x}\nat: name")
        let limits = "most:\n  - {speed: 1, count: 2}\n  - {speed: 1, cuont: 2}\n"
        #expect(complaint([one], limits: limits).hasPrefix("rules/limits.yaml:3:16: error:"))
    }

    /// The pack in the binary is the folder: a rule file that was added or changed after the last build shows here.
    @Test func theBuiltinRulesAreTheFolder() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Rules").standardized
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(
            Set(RulePack.builtinFiles.map(\.path)) == Set(names.map { "Rules/" + $0 }),
            "touch Package.swift and build again")
        for file in RulePack.builtinFiles {
            let text = try String(
                contentsOf: folder.appending(path: String(file.path.dropFirst("Rules/".count))), encoding: .utf8)
            #expect(String(decoding: file.bytes, as: UTF8.self) == text, "\(file.path): build again")
        }
        let pack = try RulePack.builtin()
        for rule in pack.rules {
            #expect(rule.file.path.hasSuffix("/\(rule.category)/\(rule.id)-\(rule.name).yaml"))
            #expect(rule.shortcomings.isEmpty)
        }
    }

    @Test func aScaffoldLoads() throws {
        #expect(throws: Never.self) {
            try RuleScaffold.check(RuleScaffold.text(id: "ACME001", name: "x"), path: "x.yaml")
        }
        #expect(throws: (any Error).self) {
            try RuleScaffold.check(RuleScaffold.text(id: "acme", name: "x"), path: "x.yaml")
        }
    }
}
