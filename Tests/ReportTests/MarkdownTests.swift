import Testing

@testable import Report

@Suite struct MarkdownTests {
    @Test(arguments: [
        ("a|b", "a\\|b"), ("<b>", "\\<b>"), ("*x* _y_ `z`", "\\*x\\* \\_y\\_ \\`z\\`"), ("[a](b)", "\\[a\\](b)"),
        ("one\ntwo", "one\ntwo"), ("\u{1B}[1m", "\\\\u{1B}\\[1m"), (">= 6.0, {host}: 5 %", ">= 6.0, {host}: 5 %"),
    ])
    func `Prose is shown as it is`(text: String, expected: String) {
        #expect(Markdown.prose(text) == expected)
    }

    @Test func `A fence is longer than any in the code`() {
        #expect(Markdown.fenced("a", as: "sh") == "```sh\na\n```\n")
        #expect(Markdown.fenced("````\n", as: "yaml") == "`````yaml\n````\n`````\n")
    }
}
