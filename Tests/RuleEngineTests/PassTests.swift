import Facts
import Inventory
import RuleEngine
import SourceText
import Testing
import YAMLEvents

/// What is told of subjects that meet a requirement.
@Suite struct PassTests {
    private static let estate = """
        hosts:
        - {name: esx1, cluster: c1, vmkernelAdapters: [{device: vmk0, mtu: 1500}]}
        - {name: esx2, cluster: c1, vmkernelAdapters: [{device: vmk0, mtu: 4000}]}
        - {name: esx3, cluster: c2, vmkernelAdapters: [{device: vmk0, mtu: 9000}]}

        """

    /// A rule on MTUs with a query of what passes.
    private static func least(_ shows: String) -> String {
        rule(
            """
            parameters: {least: {default: 2000, what: The least MTU.}}
            subject: vmkernelAdapters
            query: SELECT id AS subject, mtu AS observed FROM vmkernelAdapters WHERE mtu < :least
            shows: "\(shows)"
            at: mtu
            """)
    }

    private func passes(_ rule: String, configuration: String? = nil) throws -> [String] {
        let evaluation = try judge([Self.estate], by: [rule], configuration: configuration, keepsPasses: true)
        return (evaluation.passes["TST001"] ?? []).map {
            "\($0.subject) \($0.observed ?? "-") (\($0.expected ?? "-")) \(place($0.location).split(separator: ":")[1...].joined(separator: ":"))"
        }
    }

    @Test(arguments: [
        ("{mtu: \">= 4000\"}", ["c1/esx2/vmk0 4000 (>= 4000) 3:68-3:72", "c2/esx3/vmk0 9000 (>= 4000) 4:68-4:72"]),
        (
            "{mtu: [1500, 9000]}",
            ["c1/esx1/vmk0 1500 (one of 1500, 9000) 2:68-2:72", "c2/esx3/vmk0 9000 (one of 1500, 9000) 4:68-4:72"]
        ),
        (
            "{mtu: \"> {hostID}\", device: vmk0}",
            [
                "c1/esx1/vmk0 1500 (> 1) 2:68-2:72", "c1/esx2/vmk0 4000 (> 2) 3:68-3:72",
                "c2/esx3/vmk0 9000 (> 3) 4:68-4:72",
            ]
        ),
    ])
    func `Conditions tell their first column and what it must be`(require: String, expected: [String]) throws {
        let rule = rule("subject: vmkernelAdapters\nrequire: \(require)\nat: mtu")
        #expect(try passes(rule) == expected)
    }

    @Test func `A query tells what passes rest on, in its first row for each`() throws {
        let shows = """
            SELECT id AS subject, mtu || ' bytes' AS observed, 'at least ' || :least AS expected FROM vmkernelAdapters \
            UNION ALL SELECT id, 'again', 'again' FROM vmkernelAdapters UNION ALL SELECT 99, 'nobody', 'nothing'
            """
        #expect(
            try passes(Self.least(shows)) == [
                "c1/esx2/vmk0 4000 bytes (at least 2000) 3:68-3:72",
                "c2/esx3/vmk0 9000 bytes (at least 2000) 4:68-4:72",
            ])
    }

    @Test func `Where a query tells nothing of a subject, its place alone is known`() throws {
        let shows = "SELECT id AS subject, NULL AS observed, mtu AS expected FROM vmkernelAdapters WHERE mtu > 5000"
        #expect(
            try passes(Self.least(shows)) == ["c1/esx2/vmk0 - (-) 3:68-3:72", "c2/esx3/vmk0 - (9000) 4:68-4:72"])
    }

    @Test(arguments: [("mtu", true), ("netstack", false), ("services", false)])
    func `A pass says whether its place holds the value`(column: String, expected: Bool) throws {
        let estate =
            "hosts:\n- name: a\n  vmkernelAdapters:\n  - device: vmk0\n    mtu: 1500\n    services:\n    - vmotion\n"
        let rule = rule(
            "subject: vmkernelAdapters\nquery: SELECT 1 AS subject FROM vmkernelAdapters WHERE 0\nat: \(column)")
        let pass = try #require(try judge([estate], by: [rule], keepsPasses: true).passes["TST001"]?.first)
        #expect(pass.isValue == expected)
    }

    @Test func `A query may point at another row`() throws {
        let shows = "SELECT id AS subject, 1 AS at FROM vmkernelAdapters WHERE mtu = 9000"
        #expect(try passes(Self.least(shows)) == ["c1/esx2/vmk0 - (-) 3:68-3:72", "c2/esx3/vmk0 - (-) 2:68-2:72"])
    }

    @Test func `A query sees the figures that hold where the subject is`() throws {
        let shows = "SELECT id AS subject, :least AS expected FROM vmkernelAdapters"
        let configuration =
            "rules: {TST001: {parameters: {least: 1000}}}\nclusters: {c2: {TST001: {parameters: {least: 8000}}}}"
        #expect(
            try passes(Self.least(shows), configuration: configuration) == [
                "c1/esx1/vmk0 - (1000) 2:68-2:72", "c1/esx2/vmk0 - (1000) 3:68-3:72", "c2/esx3/vmk0 - (8000) 4:68-4:72",
            ])
    }

    @Test func `Passes are told only where they are asked for`() throws {
        let endless = Self.least(
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT i AS subject FROM n")
        let budget = Budget(steps: 100_000, seconds: 60)
        let plain = try judge([Self.estate], by: [endless], budget: budget)
        #expect(plain.passes.isEmpty && plain.summary[.pass] == 2)
        let kept = try judge([Self.estate], by: [endless], keepsPasses: true, budget: budget)
        #expect(kept.summary[.error] == 1 && kept.passes["TST001"]?.isEmpty == true)
    }

    @Test(arguments: [
        (
            "SELECT id, mtu AS observed FROM vmkernelAdapters",
            "13:8: error: shows: must return a column subject: the id of a row of vmkernelAdapters"
        ),
        (
            "SELECT id AS subject, mtu AS obsrved FROM vmkernelAdapters",
            "13:8: error: shows: returns a column obsrved; known are subject, at, observed and expected"
        ),
        ("SELECT id AS subject, mut AS observed FROM vmkernelAdapters", "13:31: error: in SQL: no such column: mut"),
        (
            "SELECT id AS subject, :most AS expected FROM vmkernelAdapters",
            "11:10: error: the SQL has :most, and parameters: does not declare it"
        ),
    ])
    func `What is wrong with the query is said, also where passes are not asked for`(
        shows: String, expected: String
    ) throws {
        let error = #expect(throws: Diagnostic.self) { _ = try judge([Self.estate], by: [Self.least(shows)]) }
        #expect(error?.description == "rules/rule-1.yaml:" + expected)
    }

    @Test(arguments: [
        ("[{subject: vmk0, observed: 4000 bytes, expected: at least 2000}, esx3/vmk0]", []),
        ("[esx2/vmk0, esx3/vmk0]", []),
        ("2", []),
        ("1", ["expected 1 to pass, found 2"]),
        ("[esx2/vmk0]", ["noisy: pass for c2/esx3/vmk0, observed 9000 bytes, expected at least 2000"]),
        ("[esx2/vmk0, esx3/vmk0, esx1/vmk0]", ["missing: pass for esx1/vmk0"]),
        (
            "[esx2/vmk0, {subject: esx3/vmk0, observed: 9000}]",
            ["not as described: pass for c2/esx3/vmk0, observed 9000 bytes, expected at least 2000"]
        ),
    ])
    func `A rule's test names the subjects that pass`(pass: String, expected: [String]) throws {
        let shows =
            "SELECT id AS subject, mtu || ' bytes' AS observed, 'at least ' || :least AS expected FROM vmkernelAdapters"
        let inventory = Self.estate.split(separator: "\n").joined(separator: "\n      ")
        let text =
            Self.least(shows) + """
                tests:
                  - name: some
                    inventory:
                      \(inventory)
                    expect: {pass: \(pass), fail: [esx1/vmk0]}

                """
        let pack = try pack([text])
        let rule = try #require(pack.rules.first)
        let problems = try #require(rule.tests.first).run(of: rule, in: pack) { reader, kind, store in
            try InventoryLoader(into: store).load(reader, as: kind)
        }
        #expect(problems.map(\.message) == expected.map { "TST001 \"some\": \($0)" })
    }
}
