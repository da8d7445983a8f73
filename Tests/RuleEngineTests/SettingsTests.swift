import Facts
import RuleEngine
import SourceText
import Testing

/// What a configuration makes of rules.
@Suite struct SettingsTests {
    private static let estate = """
        hosts:
        - {name: esx1, site: a, cluster: c1, vmkernelAdapters: [{device: vmk0, mtu: 1500}]}
        - {name: esx2, site: b, cluster: c1, vmkernelAdapters: [{device: vmk0, mtu: 4000}]}
        - {name: esx3, site: b, cluster: c2, vmkernelAdapters: [{device: vmk0, mtu: 9000}]}

        """

    private static let least = rule(
        """
        parameters: {least: {default: 2000, what: The least MTU.}}
        subject: vmkernelAdapters
        requires: [mtu]
        query: SELECT id AS subject, mtu AS observed FROM vmkernelAdapters WHERE mtu < :least
        at: mtu
        """)

    private func lint(_ configuration: String, _ rules: [String] = [least]) throws -> [String] {
        let evaluation = try judge([Self.estate], by: rules, configuration: configuration)
        return evaluation.findings.map { "\($0.subject.split(separator: "/")[1]) \($0.severity.rawValue)" }
    }

    @Test(arguments: [
        ("", ["esx1 error"]),
        ("rules: {TST001: warning}", ["esx1 warning"]),
        ("rules: {test-rule: info}", ["esx1 info"]),
        ("rules: {test: info}", ["esx1 info"]),
        ("rules: {all: off, TST*: on}", ["esx1 error"]),
        ("rules: {TST001: warning, all: off}", ["esx1 warning"]),
        ("rules: {TST001: off}", []),
        ("rules: {TST001: off}\nsites: {a: {TST001: info}}", ["esx1 info"]),
        ("rules: {TST001: off}\nsites: {b: {TST001: info}}", []),
        ("sites: {a: {all: off}}\nclusters: {c1: {test: warning}}", ["esx1 warning"]),
    ]) func `The narrower setting wins`(_ configuration: String, _ findings: [String]) throws {
        #expect(try lint(configuration) == findings)
    }

    @Test(arguments: [
        ("rules: {TST001: {parameters: {least: 5000}}}", ["esx1 error", "esx2 error"]),
        ("sites: {b: {TST001: {parameters: {least: 9001}}}}", ["esx1 error", "esx2 error", "esx3 error"]),
        ("clusters: {c1: {TST001: {parameters: {least: 1000}}}}", []),
        ("clusters: {c2: {TST001: {severity: info, parameters: {least: 9001}}}}", ["esx1 error", "esx3 info"]),
    ]) func `A parameter holds where it is set`(_ configuration: String, _ findings: [String]) throws {
        #expect(try lint(configuration) == findings)
    }

    @Test func `What a configuration turns off in a cluster is not counted as passed there`() throws {
        let evaluation = try judge([Self.estate], by: [Self.least], configuration: "clusters: {c1: {TST001: off}}")
        #expect(evaluation.summary.filter { $0.value > 0 } == [.pass: 2, .notApplicable: 1])
    }

    @Test func `A rule that is off is not evaluated`() throws {
        let evaluation = try judge([Self.estate], by: [Self.least], configuration: "rules: {TST001: off}")
        #expect(evaluation.costs.isEmpty)
    }

    @Test(arguments: [
        ("rulez: {}", "configuration.yaml:1:1: error: there is no key rulez here; did you mean rules?"),
        (
            "rules: {TST002: off}",
            "configuration.yaml:1:9: error: there is no rule or category TST002; did you mean TST001?"
        ),
        ("rules: {TST001: of}", "configuration.yaml:1:17: error: expected off, on, error, warning or info, found of"),
        (
            "rules: {test: {parameters: {least: 1}}}",
            "configuration.yaml:1:28: error: parameters belong to one rule, and test names several"
        ),
        (
            "rules: {TST001: {parameters: {most: 1}}}",
            "configuration.yaml:1:31: error: there is no key most here; known are least"
        ),
        (
            "rules: {TST001: {parameters: {least: many}}}",
            "configuration.yaml:1:38: error: least: expected a number such as 2000, found many"
        ),
        (
            "rules: {TST009: off}",
            "configuration.yaml:1:17: error: TST009 cannot be turned down: its file says ignorable: false"
        ),
        (
            "rules: {TST009: warning}",
            "configuration.yaml:1:17: error: TST009 cannot be turned down: its file says ignorable: false"
        ),
    ]) func `What is wrong with a configuration is said at its place`(_ text: String, _ message: String) throws {
        let firm = rule(id: "TST009", "ignorable: false\nsubject: hosts\nrequire: {name: x}\nat: name")
        let error = #expect(throws: (any Error).self) { try lint(text, [Self.least, firm]) }
        #expect(error.map { "\($0)" } == message)
    }

    @Test func `A rule that is not ignorable stays on under a category that is off`() throws {
        let firm = rule("ignorable: false\nsubject: hosts\nrequire: {name: esx1}\nat: name")
        let evaluation = try judge([Self.estate], by: [firm], configuration: "rules: {all: off}")
        #expect(evaluation.summary[.fail] == 2)
    }

    @Test func `A parameter that the rule does not declare is an error in the rule`() throws {
        let error = #expect(throws: (any Error).self) {
            try judge(
                [Self.estate],
                by: [rule("subject: hosts\nquery: SELECT id AS subject FROM hosts WHERE id > :least\nat: name")])
        }
        #expect(error.map { "\($0)" }?.hasSuffix("the SQL has :least, and parameters: does not declare it") == true)
    }
}
