import Testing

@Suite struct RulesCommandTests {
    @Test func `A new rule is a file whose tests pass, and it replaces none`() throws {
        try Workbench.with(["rules/readme.txt": ""]) { bench in
            let new = try bench.preflight("rules", "new", "ACME001", "mtu-is-9000", "--directory", "rules")
            #expect(new.exitCode == 0)
            #expect(new.output == "rules/ACME001-mtu-is-9000.yaml\n")
            let test = try bench.preflight("rules", "test", "--strict", "--rules", "rules")
            #expect(test.exitCode == 0)
            #expect(test.output.wholeMatch(of: /[1-9]\d* tests, 0 failed\n/) != nil)
            let text = try bench.text("rules/ACME001-mtu-is-9000.yaml")
            let again = try bench.preflight("rules", "new", "ACME001", "mtu-is-9000", "--directory", "rules")
            #expect(again.exitCode == 2)
            #expect(again.complaints == ["rules/ACME001-mtu-is-9000.yaml: error: there is such a file already"])
            #expect(try bench.text("rules/ACME001-mtu-is-9000.yaml") == text)
        }
    }

    @Test func `A test that does not hold says at its place what is noisy and what is missing`() throws {
        let tests = """
            tests:
              - name: noisy
                inventory: {hosts: [{name: esx1}]}
                expect: {}
              - name: missing
                inventory: {hosts: [{name: esx1}]}
                expect: {fail: [esx1, esx2]}
            """
        try Workbench.with(["rules/TST001.yaml": RuleFixture().text + tests]) { bench in
            let run = try bench.preflight("rules", "test", "--rules", "rules")
            #expect(run.exitCode == 1)
            #expect(run.output.hasSuffix("\n2 tests, 2 failed\n"))
            let lines = run.output.split(separator: "\n").dropLast()
            #expect(lines.count == 2)
            #expect(lines.first?.contains("esx1") == true)
            #expect(lines.last?.contains("esx2") == true)
            #expect(lines.allSatisfy { $0.wholeMatch(of: /rules\/TST001\.yaml:\d+:\d+: error: .+/) != nil })
        }
    }

    @Test func `Strictness asks for tests, references and a command`() throws {
        try Workbench.with(["rules/TST001.yaml": RuleFixture().text]) { bench in
            let run = try bench.preflight("rules", "test", "--strict", "--rules", "rules")
            #expect(run.exitCode == 1)
            #expect(
                run.output == """
                    rules/TST001.yaml: error: TST001 lacks a passing test (expect: {pass: N})
                    rules/TST001.yaml: error: TST001 lacks a failing test
                    rules/TST001.yaml: error: TST001 lacks a missing-fact test that names the fact
                    rules/TST001.yaml: error: TST001 lacks references
                    rules/TST001.yaml: error: TST001 lacks a fix as PowerCLI or esxcli
                    0 tests, 5 failed

                    """)
        }
    }

    @Test func `Rules of one's own beside the built-in ones`() throws {
        try Workbench.with(["inventory.yaml": "hosts: [{name: esx1}]", "rules/TST001.yaml": RuleFixture().text]) {
            bench in
            let rules = try bench.preflight("rules", "list", "--rules", "builtin", "--rules", "rules")
            #expect(rules.output.contains("\nTST001  error"))
            #expect(rules.output.contains("\nVMN501  warning"))
            let run = try bench.preflight("lint", "inventory.yaml", "--rules", "rules", "--rules", "builtin")
            #expect(run.output.hasPrefix("error[TST001]: esx1 is nothing\n"))
            #expect(run.output.contains("\nunknown[VMN101]: "))
        }
    }
}
