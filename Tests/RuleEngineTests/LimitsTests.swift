import Facts
import RuleEngine
import SourceText
import Testing

@Suite struct LimitsTests {
    private let anyRule = rule("subject: hosts\nat: name\nrequire: {name: esx1}")

    @Test func valuesKeepTheirTypes() throws {
        let limits = """
            figures:
              - {release: "5.0", ms: 5, licence: null, factor: 1.5}
              - {ms: 150, release: 6.0, factor: nan, licence: 'Enterprise Plus'}
            empty: [{a: 1}]
            """
        let tables = try pack([anyRule], limits: limits).limits
        #expect(tables.map(\.name) == ["figures", "empty"])
        #expect(tables[0].columns == ["release", "ms", "licence", "factor"])
        #expect(
            tables[0].rows == [
                [.text("5.0"), .integer(5), .null, .real(1.5)],
                [.real(6), .integer(150), .text("Enterprise Plus"), .text("nan")],
            ])
    }

    /// Limits that derived tables join have what these ask for.
    @Test func limitsOfDerivedTablesHaveTheirColumns() {
        for needed in DerivedFacts.limits {
            let lacking = needed.columns.dropFirst().map { "\($0): 1" }.joined(separator: ", ")
            #expect {
                try pack([anyRule], limits: "\(needed.name): [{\(lacking)}]")
            } throws: { error in
                "\(error)".contains(
                    "the table \(needed.name) needs the columns \(needed.columns.joined(separator: ", "))")
            }
        }
    }

    /// Whatever SQL could not hold is refused where it stands, before any inventory is read.
    @Test(arguments: [
        ("[]", "rules/limits.yaml: error: limits are a mapping"),
        ("", "rules/limits.yaml: error: limits are a mapping"),
        ("a: 1", "rules/limits.yaml:1:1: error: a table of limits has a name of letters"),
        ("a: []", "rules/limits.yaml:1:1: error: a table of limits has a name of letters"),
        ("a:\n  - {}", "rules/limits.yaml:1:1: error: a table of limits has a name of letters"),
        ("a b: [{c: 1}]", "rules/limits.yaml:1:1: error: a table of limits has a name of letters"),
        ("a: [{'c\"': 1}]", "rules/limits.yaml:1:1: error: a table of limits has a name of letters"),
        ("a: [{c: 1, C: 2}]", "rules/limits.yaml:1:1: error: a table of limits has a name of letters"),
        ("a: [{c: 1}]\nA: [{c: 1}]", "rules/limits.yaml:2:1: error: there is a table A already"),
        ("Hosts: [{c: 1}]", "rules/limits.yaml:1:1: error: there is a table Hosts already"),
        ("peergroups: [{c: 1}]", "rules/limits.yaml:1:1: error: there is a table peergroups already"),
        ("a: [{c: 1}, 5]", "rules/limits.yaml:1:13: error: a row of limits is a mapping"),
        ("a: [{c: 1}, {c: [2]}]", "rules/limits.yaml:1:17: error: a limit is a number, a text or null"),
        ("a: [{c: 1}, {d: 2}]", "rules/limits.yaml:1:14: error: the table's first row has no column d"),
    ])
    func refused(limits: String, problem: String) throws {
        let problems = try #require(throws: Diagnostics.self) { try pack([anyRule], limits: limits) }
        #expect(problems.list.count == 1)
        #expect(problems.description.hasPrefix(problem), "\(problems)")
    }

    @Test func twoFilesOfLimitsAddUp() throws {
        let files = [
            file("rules/a.yaml", anyRule), file("x/limits.yaml", "a: [{c: 1}]"), file("y/limits.yaml", "b: [{c: 1}]"),
        ]
        #expect(try RulePack(files).limits.map(\.name) == ["a", "b"])
        let problems = try #require(throws: Diagnostics.self) {
            try RulePack(files + [file("z/limits.yaml", "B: [{c: 1}]")])
        }
        #expect(problems.description.hasPrefix("z/limits.yaml:1:1: error: there is a table B already"))
    }
}
