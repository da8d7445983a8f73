import Testing

@Suite struct ManualTests {
    @Test func `Every command, option and exit code is in the manual page`() throws {
        let page = try preflight("manual").output.replacing("\\-", with: "-")
        #expect(page.hasPrefix(".TH VMOTION-PREFLIGHT 1 20"))
        for command in [
            "lint", "rules list", "rules explain", "rules docs", "rules test", "rules new", "schema", "probe",
        ] {
            #expect(page.contains("\n.SS vmotion-preflight \(command)\n"))
            let words = command.split(separator: " ").map(String.init)
            let help = try execute([Repository.binary] + words + ["--help"]).output
            for option in help.matches(of: /(?m)^  (--[a-z-]+)/) { #expect(page.contains("\\fB\(option.1)\\fR")) }
        }
        #expect(page.contains("\n.SH EXIT STATUS\n.EX\n0  nothing that --fail-on names\n1  "))
        #expect(page.contains("\n.EX\nvmotion-preflight rules explain VMN501\n.EE\n"))
    }

    @Test(.needs(Requirement.mandoc, "mandoc"))
    func `mandoc has nothing to say about it`() throws {
        let run = try execute(["mandoc", "-T", "lint"], input: try preflight("manual").output)
        #expect(run.exitCode == 0)
        #expect(run.output + run.errors == "")
    }

    @Test(.needs(Requirement.groff, "groff"))
    func `groff shows it without a warning, examples line by line`() throws {
        let run = try execute(
            ["groff", "-ww", "-man", "-Tascii", "-P-cbou", "-rLL=100n"], input: try preflight("manual").output)
        #expect(run.exitCode == 0)
        #expect(run.errors.isEmpty)
        #expect(run.output.contains("\n              cat inventory.json | vmotion-preflight lint -\n"))
        #expect(run.output.contains("\n       2  usage, unreadable input or an error in a rule\n"))
    }
}
