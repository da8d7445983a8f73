import Testing

@Suite struct ConsoleTests {
    private let files = ["inventory.yaml": "hosts: [{name: esx1}]", "rules/TST001.yaml": RuleFixture().text]

    @Test(arguments: [
        (["--color", "always"], [:], true), (["--color", "always"], ["NO_COLOR": "1"], true),
        (["--color", "never"], [:], false), ([], [:], false),
    ])
    func `A file is coloured only when that is asked for`(
        _ options: [String], environment: [String: String], isColored: Bool
    ) throws {
        let run = try Workbench.with(files) { bench in
            try execute(
                [Repository.binary, "lint", "inventory.yaml", "--rules", "rules"] + options, environment: environment,
                in: bench.folder)
        }
        #expect(run.output.contains("\u{1B}[") == isColored)
        #expect(run.output.replacing(/\x1B\[[0-9;]*m/, with: "").hasPrefix("error[TST001]: esx1 is nothing\n"))
    }

    @Test(
        .needs(Requirement.terminal, "script"),
        arguments: [
            ("TERM=xterm", true), ("TERM=dumb", false), ("TERM=xterm NO_COLOR=1", false),
            ("TERM=xterm NO_COLOR=", true),
        ])
    func `A terminal is coloured unless it or NO_COLOR says no`(_ environment: String, isColored: Bool) throws {
        try Workbench.with(files) { bench in
            _ = try bench.shell(
                "script -qc '\(environment) \"$preflight\" lint inventory.yaml --rules rules' typescript")
            let shown = try bench.text("typescript")
            #expect(shown.contains("TST001"))
            #expect(shown.contains("\u{1B}[") == isColored)
        }
    }

    @Test func `The standard input is an inventory`() throws {
        let run = try Workbench.with(files) { bench in
            try bench.preflight("lint", "-", "--rules", "rules", input: "hosts:\n  - name: esx2\n")
        }
        #expect(run.exitCode == 1)
        #expect(run.output.contains("\n --> <stdin>:2:11\n"))
        #expect(run.output.contains("error[TST001]: esx2 is nothing"))
    }

    @Test func `Warnings go to the standard error, so that the report stays one`() throws {
        try Workbench.with(files.merging(["odd.yaml": "hosts: [{name: esx1, biuld: 1}]"]) { $1 }) { bench in
            let run = try bench.preflight("lint", "odd.yaml", "--rules", "rules", "--format", "json")
            #expect(run.exitCode == 1)
            #expect(run.output.hasPrefix("{\n"))
            #expect(
                run.complaints == [
                    "odd.yaml:1:22: warning: there is no key biuld in hosts, so it is passed over; did you mean build?"
                ])
        }
    }

    @Test func `A reader that goes away early is no fault`() throws {
        let run = try Workbench.with(files) { bench in
            try bench.shell("set -o pipefail; \"$preflight\" lint inventory.yaml --rules rules | head -c 5")
        }
        #expect(run.output == "error")
        #expect(run.errors.isEmpty)
    }
}
