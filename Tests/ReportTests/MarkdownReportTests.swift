import Report
import Testing

@Suite struct MarkdownReportTests {
    /// What the row of a finding has for `name`, which is written in YAML's double quotes.
    private func shown(_ name: String) throws -> String {
        let rule = Rules.build.replacing("{subject} runs build", with: "host {subject} runs build")
        let text = try Estate(inventory: "hosts: [{name: \"\(name)\", build: 1}]", rules: [rule]).render(.markdown)
        let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| TST003 build | host ") })
        let end = try #require(row.firstRange(of: " runs build 1 | ")).lowerBound
        return String(row[..<end].dropFirst("| TST003 build | host ".count))
    }

    @Test(arguments: [
        ("esx-1.example.com", "esx-1.example.com"), ("a|b", "a\\|b"), ("`a`", "\\`a\\`"), ("<b>", "\\<b\\>"),
        ("*a* __b__", "\\*a\\* \\_\\_b\\_\\_"), ("a\\\\", "a\\\\"), ("![a](b)", "\\!\\[a\\](b)"),
        ("a\\nb", "a\\\\u\\{A\\}b"), ("a\\e", "a\\\\u\\{1B\\}"), ("50%, a: b", "50%, a: b"),
    ])
    func `Markup in a name is shown, not meant`(name: String, expected: String) throws {
        #expect(try shown(name) == expected)
    }

    @Test(arguments: [
        ("@all", "`@all`"), ("x@all", "`x@all`"), ("#1", "`#1`"), ("a/b#1", "`a/b#1`"), ("!1", "`!1`"),
        ("GH-1", "`GH-1`"),
        ("https://x.test", "`https://x.test`"), ("www.x.test", "`www.x.test`"), ("$x$", "`$x$`"), ("&lt;", "`&lt;`"),
        ("00:50:56:ab:cd:ef", "`00:50:56:ab:cd:ef`"), ("2001:db8:100::1", "`2001:db8:100::1`"),
        ("@a`b", "`` @a`b ``"), ("@`all`", "@\\`all\\`"), ("@a|b", "`@a¦b`"),
    ])
    func `What the platforms would make more of is code`(name: String, expected: String) throws {
        #expect(try shown(name) == expected)
    }

    @Test func `A place is a link, whatever the path`() throws {
        let text = try Estate(
            path: "./a b/(c)|[d].yaml", inventory: "hosts: [{name: esx1, build: 1}]", rules: [Rules.build]
        )
        .render(.markdown)
        #expect(text.contains("| [a b/(c)\\|\\[d\\].yaml:1](a%20b/%28c%29%7C%5Bd%5D.yaml#L1) |"))
    }

    @Test func `The standard input has no page to lead to`() throws {
        let text = try Estate(path: "<stdin>", inventory: "hosts: [{name: esx1, build: 1}]", rules: [Rules.build])
            .render(.markdown)
        #expect(text.contains("| \\<stdin\\>:1 |"))
    }

    @Test func `A fence is longer than any in the code`() throws {
        let rule = Rules.build.replacing(
            "fix: {text: Update it.}", with: "fix: {text: Update it., esxcli: \"echo '```'\\n\"}")
        let text = try Estate(inventory: "hosts: [{name: esx1, build: 1}]", rules: [rule]).render(.markdown)
        #expect(text.contains("\n````shell\necho '```'\n````\n"))
    }

    @Test func `More than a comment takes is cut, the least grave first, and that is said`() throws {
        var estate = Estate.hosts(3_000, keys: "mtu: 1500", rules: [Rules.largeMTU, Rules.build, Rules.uniqueAddress])
        estate.rules[0] = Rules.largeMTU.replacing("severity: warning", with: "severity: error")
        estate.rules[1] = Rules.largeMTU.replacing("TST001", with: "TST003")
        let text = try estate.render(.markdown)
        #expect(text.utf8.count <= 65_536)
        #expect(text.utf8.count > 60_000)
        let cut = try #require(text.firstMatch(of: /so (\d+) of 3000 errors, 3000 of 3000 warnings are left out/))
        let left = try #require(Int(cut.1))
        #expect(text.matches(of: /\n\| TST001 large-mtu \| esx/).count == 3_000 - left)
        #expect(text.contains("### Unknown (3000)\n"))
        #expect(text.contains("<summary>TST001 large-mtu: why"))
        #expect(text.hasSuffix("</details>\n"))
        #expect(text.contains("`--group` puts"))
        #expect(try !estate.render(.markdown, isGrouped: true).contains("left out"))
    }

    @Test func `A name of any length leaves room for the others`() throws {
        let hosts = [String(repeating: "x", count: 4_000), "esx2"].map { "- {name: \($0), build: 1}\n" }
        let text = try Estate(inventory: "hosts:\n" + hosts.joined(), rules: [Rules.build]).render(.markdown)
        #expect(text.contains("xxx… |"))
        #expect(text.contains("| esx2 runs build 1 |"))
    }

    @Test func `A rule that could not be evaluated stands first`() throws {
        let text = try Estate.overrun.render(.markdown)
        #expect(
            text.contains(
                "### Not evaluated (1)\n\n| Rule | Why | What to do |\n| --- | --- | --- |\n| TST009 endless | "))
    }
}
