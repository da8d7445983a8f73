import Foundation
import Testing

@Suite struct BadRuleTests {
    /// Lints one host with the rules in `files`.
    private func lint(_ files: [String: String]) throws -> Run {
        try Workbench.with(files.merging(["inventory.yaml": "hosts: [{name: esx1}]"]) { $1 }) { bench in
            try bench.preflight("lint", "inventory.yaml", "--rules", "rules", seconds: 30)
        }
    }

    @Test(arguments: [
        ("SELECT id AS subject FROM hosts WHERE nme = 'x'", 0, 38, "no such column: nme"),
        ("SELECT id AS subject\nFROM hosts\nWHERE nme = 'x'", 2, 6, "no such column: nme"),
        ("SELECT 'é', id AS subject\nFROM hosts WHERE 'é' = nme", 1, 23, "no such column: nme"),
        ("SELEC id AS subject FROM hosts", 0, 0, "near \"SELEC\": syntax error"),
        ("SELECT id AS subject\nFORM hosts", 1, 0, "near \"FORM\": syntax error"),
        (
            "SELECT id AS subject, random() AS observed FROM hosts", 0, 22,
            "facts may only be read: the function random is not allowed"
        ),
        (
            "SELECT id AS subject FROM hosts WHERE current_timestamp > ''", 0, 38,
            "facts may only be read: the function current_timestamp is not allowed"
        ),
        (
            "SELECT load_extension('x') AS subject", 0, 7,
            "facts may only be read: the function load_extension is not allowed"
        ),
        (
            "SELECT id AS subject FROM hosts;\nDROP TABLE hosts", 0, 32,
            "only one statement is allowed; this is a second one"
        ),
    ])
    func `What is wrong with SQL is told at its line and column in the rule file`(
        _ query: String, line: Int, column: Int, complaint: String
    ) throws {
        let run = try lint(["rules/bad.yaml": RuleFixture(query: query).text])
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        let place = "\(RuleFixture.queryLine + line):\(RuleFixture.queryColumn + column)"
        #expect(run.complaints == ["rules/bad.yaml:\(place): error: in SQL: \(complaint)"])
    }

    @Test(arguments: [
        ("ATTACH DATABASE 'x.db' AS x", "facts may only be read: ATTACH is not allowed"),
        ("PRAGMA table_info(hosts)", "facts may only be read: PRAGMA is not allowed"),
        ("SELECT name AS subject FROM pragma_table_info('hosts')", "facts may only be read: "),
        ("DELETE FROM hosts", "facts may only be read: DELETE is not allowed"),
        ("CREATE TABLE x (y)", "facts may only be read: "),
        ("BEGIN", "facts may only be read: a transaction is not allowed"),
        ("SELECT id AS subject FROM hots", "no such table: hots"),
        ("-- nothing", "there is no statement here"),
    ])
    func `A query does nothing but read facts`(_ query: String, complaint: String) throws {
        let run = try lint(["rules/bad.yaml": RuleFixture(query: query).text])
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaints.count == 1)
        #expect(run.errors.wholeMatch(of: /rules\/bad\.yaml:[78]:\d+: error: in SQL: .+\n/) != nil, "\(run.errors)")
        #expect(run.errors.contains(complaint))
    }

    @Test(arguments: [
        ("SELECT id FROM hosts", "the query must return a column subject: the id of the row of hosts that fails"),
        ("SELECT 99 AS subject", "the query returned 99 as a subject, and hosts has no such row"),
        ("SELECT zeroblob(1000000000) AS subject", "in SQL: string or blob too big"),
    ])
    func `A query must return subjects`(_ query: String, complaint: String) throws {
        let run = try lint(["rules/bad.yaml": RuleFixture(query: query).text])
        #expect(run.exitCode == 2)
        #expect(run.complaints == ["rules/bad.yaml:6:10: error: \(complaint)"])
    }

    @Test(arguments: [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS subject FROM n",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 1 AS subject FROM n WHERE i < 0",
    ])
    func `An endless query ends in seconds, with a verdict of its own`(_ query: String) throws {
        let rules = [
            "rules/endless.yaml": RuleFixture(query: query).text,
            "rules/good.yaml": RuleFixture(id: "TST002", severity: "warning").text,
        ]
        let run = try lint(rules)
        #expect(run.exitCode == 2)
        #expect(run.errors.isEmpty)
        #expect(
            run.output.hasPrefix(
                "error[TST001]: rules/endless.yaml: the query took more time or memory than its budget allows\n"))
        #expect(run.output.contains("\nwarning[TST002]: esx1 is nothing\n"))
        #expect(run.output.contains("\n1 rule not evaluated; "))
    }

    @Test(arguments: [
        ("severity: error", "severty: error", "4:1: error: there is no key severty here; did you mean severity?"),
        (
            "severity: error", "severity: grave",
            "4:11: error: severity: expected one of error, warning, info, found grave"
        ),
        ("subject: hosts", "subject: hots", "6:10: error: there is no table hots; did you mean hosts?"),
        ("at: name", "at: nam", "9:5: error: hosts has no column nam; did you mean name?"),
        ("id: TST001", "id: tst001", "1:5: error: an id has capital letters, digits and hyphens, such as VMN501"),
        ("title: A host must be something\n", "", "1:1: error: the key title is missing"),
        (
            "category: tests", "category: tests\nappliesTo: new",
            "6:12: error: appliesTo takes releases such as \">= 5.0, < 6.0\""
        ),
        (
            "category: tests", "category: tests\nframeworks: STIG",
            "6:13: error: frameworks: expected a mapping from frameworks to requirements"
        ),
        (
            "category: tests", "category: tests\nreferences: {a: b}",
            "6:13: error: references: expected a list of texts"
        ),
        (
            "category: tests", "category: tests\ntests: [{name: x, inventory: {}, expect: {pass: some}}]",
            "6:49: error: pass: expected how many subjects pass, or a list of them, found some"
        ),
        (
            "category: tests", "category: tests\nsupersededBy: [TST009]",
            " error: supersededBy names TST009, and there is no such rule"
        ),
    ])
    func `A slip in a rule file is told at its place`(_ old: String, new: String, complaint: String) throws {
        let text = RuleFixture().text.replacing(old, with: new)
        let rules = ["rules/bad.yaml": text, "rules/good.yaml": RuleFixture(id: "TST002").text]
        let run = try lint(rules)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaints == ["rules/bad.yaml:\(complaint)"])
    }

    @Test func `Two rules of one id`() throws {
        let run = try lint(["rules/a.yaml": RuleFixture().text, "rules/b.yaml": "# copied\n" + RuleFixture().text])
        #expect(run.exitCode == 2)
        #expect(run.complaints == ["rules/b.yaml:2:5: error: the id TST001 is taken by rules/a.yaml"])
    }

    @Test func `Every broken rule file is told`() throws {
        let run = try lint(["rules/a.yaml": "", "rules/b.yaml": "- a list\n", "rules/c.yaml": RuleFixture().text])
        #expect(run.exitCode == 2)
        #expect(
            run.complaints == [
                "rules/a.yaml: error: is empty; a rule file holds one rule",
                "rules/b.yaml:1:1: error: expected a mapping with keys such as id",
            ])
    }

    @Test(arguments: [
        (["other/x.txt": ""], "rules: error: there is no such file or directory"),
        (["rules/x.txt": ""], "rules: error: holds no .yaml, .yml or .json file"),
        (["rules/limits.yaml": "speeds: [{mbps: 1}]"], "rules/limits.yaml: error: there is no rule here"),
    ])
    func `A pack without rules`(_ files: [String: String], complaint: String) throws {
        let run = try lint(files)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaints == [complaint])
    }
}
