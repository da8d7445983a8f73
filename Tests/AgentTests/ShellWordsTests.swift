import Testing

@testable import Agent

@Suite struct ShellWordsTests {
    @Test(arguments: [
        ("ssh root@host-b", ["ssh", "root@host-b"]),
        ("  ip  netns\texec b ", ["ip", "netns", "exec", "b"]),
        ("ssh -o 'ProxyCommand=nc %h %p' host", ["ssh", "-o", "ProxyCommand=nc %h %p", "host"]),
        (#"ssh -i "my key" a\ b"#, ["ssh", "-i", "my key", "a b"]),
        (#""a \"b\" c" 'd\e' "f\g""#, [#"a "b" c"#, #"d\e"#, #"f\g"#]),
        (#"a'b'"c" '' """#, ["abc", "", ""]),
        ("ssh host '$HOME;x'", ["ssh", "host", "$HOME;x"]),
    ])
    func `Words are what a shell would see`(text: String, words: [String]) throws {
        #expect(try ShellWords(text).words == words)
    }

    @Test(arguments: [
        ("", "--via names no command"), ("   ", "--via names no command"), ("'' x", "--via names no command"),
        ("ssh 'host", "a quote without an end"), ("ssh \"host", "a quote without an end"),
        ("ssh host\\", "a quote without an end"), ("ssh host; reboot", "; in --via needs a shell"),
        ("ssh $HOST", "$ in --via needs a shell"), ("a | b", "| in --via needs a shell"),
    ])
    func `What only a shell understands is refused`(text: String, complaint: String) {
        let error = #expect(throws: AgentError.self) { try ShellWords(text) }
        #expect(error?.description.contains(complaint) == true)
    }

    @Test func `The far end's command means the same with and without a shell`() throws {
        let words = try FarEnd.command(via: "ssh 'root@host b'", binary: nil)
        #expect(words.prefix(3) == ["ssh", "root@host b", "env"])
        #expect(words.dropFirst(2).allSatisfy { $0.allSatisfy { !" '\"$;|&<>()`\\*?".contains($0) } })
        #expect(words.suffix(3) == ["vmotion-preflight", "agent", "--stdio"])
        #expect(words[3].hasSuffix(":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"))
    }

    @Test func `A named binary is what is run, and must be plain`() throws {
        #expect(
            try FarEnd.command(via: "ssh b", binary: "/opt/v/vmotion-preflight")
                == ["ssh", "b", "/opt/v/vmotion-preflight", "agent", "--stdio"])
        #expect(throws: AgentError.self) { try FarEnd.command(via: "ssh b", binary: "/opt/$(reboot)") }
    }
}
