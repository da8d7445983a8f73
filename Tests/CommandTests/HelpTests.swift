import Foundation
import TestSupport
import Testing

@Suite struct HelpTests {
    @Test(arguments: [
        "", "lint", "rules", "rules list", "rules explain", "rules docs", "rules test", "rules new", "schema",
        "manual", "probe", "trial", "analyze", "host", "agent",
    ])
    func `Help says what a command takes`(_ command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let run = try execute([Repository.binary] + words + ["--help"], environment: ["COLUMNS": "120"])
        #expect(run.exitCode == 0)
        #expect(run.errors.isEmpty)
        try expectGolden(run.output, "help\(words.map { "-" + $0 }.joined()).txt")
    }

    @Test func `The list of rules`() throws {
        try expectGolden(try preflight("rules", "list").output, "rules-list.txt")
    }

    @Test func `A rule explained, by id in any letter case and by name`() throws {
        let text = try preflight("rules", "explain", "VMN501").output
        try expectGolden(text, "rules-explain-VMN501.txt")
        #expect(try preflight("rules", "explain", "vmn501").output == text)
        #expect(try preflight("rules", "explain", "vmotion-mtu-differs").output == text)
    }

    @Test func `The list of rules as JSON holds what the rules say`() throws {
        let run = try preflight("rules", "list", "--format", "json")
        let rules = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
        let ids = try preflight("rules", "list").output.split(separator: "\n").dropFirst().map {
            $0.prefix { $0 != " " }
        }
        #expect(rules.map { $0["id"] as? String } == ids.map(String.init))
        let rule = try #require(rules.first { $0["id"] as? String == "VMN105" })
        #expect(rule["appliesTo"] as? String == ">= 6.0")
        #expect(rule["severity"] as? String == "warning")
        let fix = try #require(rule["fix"] as? [String: Any])
        #expect((fix["esxcli"] as? String)?.contains("esxcli network ip interface ") == true)
    }

    @Test func `A rule that there is not`() throws {
        let run = try preflight("rules", "explain", "VMN551")
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaints == ["error: there is no rule VMN551; did you mean VMN501?"])
    }

    @Test func `The version, which starts`() throws {
        let run = try preflight("--version")
        #expect(run.exitCode == 0)
        #expect(run.errors.isEmpty)
        #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(arguments: [
        (["frob"], "Error: Unexpected argument 'frob'"),
        (["lint"], "Error: Missing expected argument '<file> ...'"),
        (["lint", "--frob", "x"], "Error: Unknown option '--frob'"),
        (["lint", "x", "--format", "pdf"], "Error: The value 'pdf' is invalid for '--format <format>'."),
        (["lint", "x", "--report", "pdf=x"], "Error: The value 'pdf=x' is invalid for '--report <format=file>'"),
        (["lint", "x", "--report", "sarif"], "Error: The value 'sarif' is invalid for '--report <format=file>'"),
        (["lint", "x", "--color", "red"], "Error: The value 'red' is invalid for '--color <color>'."),
        (["schema", "frob"], "Error: The value 'frob' is invalid for '<kind>'."),
    ])
    func `Wrong usage`(_ arguments: [String], complaint: String) throws {
        let run = try execute([Repository.binary] + arguments)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix(complaint))
        #expect(run.errors.contains("\nUsage: vmotion-preflight "))
    }
}
