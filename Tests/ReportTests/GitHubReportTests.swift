import Report
import Testing

@Suite struct GitHubReportTests {
    private func commands(_ estate: Estate) throws -> [String] {
        try estate.render(.github).split(separator: "\n").map(String.init)
    }

    @Test func `The gravest come first, as GitHub shows ten of a kind`() throws {
        let commands = try commands(.mixed)
        #expect(
            commands.map { $0.prefix { $0 != " " } } == [
                "::error", "::warning", "::notice", "::notice", "::notice", "::notice", "1",
            ])
    }

    @Test func `What would end a property or a command is escaped`() throws {
        let rule = Rules.build.replacing("message: \"", with: "message: \"50%, a:b\\r\\n\\e[31m ")
        let estate = Estate(path: "./a,b:c%.yaml", inventory: "hosts: [{name: esx1, build: 1}]", rules: [rule])
        #expect(
            try commands(estate)[0]
                == "::notice file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=29,endColumn=30,title=TST003 build"
                + "::50%25, a:b%0D%0A\\u{1B}[31m esx1 runs build 1%0AFix: Update it.")
    }

    @Test func `Columns are left out when the value goes over lines`() throws {
        let estate = Estate(inventory: "hosts:\n- name: esx1\n  build: \"1\n    3\"\n", rules: [Rules.build])
        #expect(
            try commands(estate)[0].hasPrefix("::notice file=estate/hosts.yaml,line=3,endLine=4,title=TST003 build::"))
    }

    @Test func `The unknown are one notice for each reason`() throws {
        let commands = try commands(Estate.hosts(12, keys: "ip: null", rules: [Rules.largeMTU]))
        #expect(commands.count == 2)
        #expect(commands[0].contains("title=TST001 large-mtu%3A unknown::A VMkernel adapter's MTU"))
        #expect(commands[0].contains("%0A12 subjects: esx1/vmk0, esx2/vmk0, esx3/vmk0, … and 9 more%0AMissing: "))
    }

    @Test func `Peers stand in the message`() throws {
        let commands = try commands(Estate.hosts(6, keys: "ip: 10.0.0.1/24", rules: [Rules.uniqueAddress]))
        #expect(commands[0].contains("%0ACompared with esx2/vmk0 at estate/hosts.yaml:3:"))
        #expect(commands[0].contains("%0A… and 2 more%0AFix: "))
    }

    @Test func `A rule that could not be evaluated is an error without a place`() throws {
        #expect(try commands(.overrun)[0].hasPrefix("::error title=TST009 endless::rule-0.yaml: "))
    }
}
