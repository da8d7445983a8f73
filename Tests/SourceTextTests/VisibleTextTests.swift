import SourceText
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain, ö, 界", "plain, ö, 界"), ("a\u{1B}[31mb", #"a\u{1B}[31mb"#), ("a\r\nb\tc", #"a\u{D}\u{A}b\u{9}c"#),
        ("\u{7F}\u{9B}\u{202E}\u{2066}\u{2028}", #"\u{7F}\u{9B}\u{202E}\u{2066}\u{2028}"#),
    ])
    func `What would steer a terminal is shown by its number`(text: String, visible: String) {
        #expect(text.visible == visible)
    }

    @Test func `A diagnostic is one line, whatever it quotes`() {
        let diagnostic = Diagnostic(.error, path: "a\nb.yaml", message: "found \"c\u{1B}[2J\nerror: d\"")
        #expect(diagnostic.description == #"a\u{A}b.yaml: error: found "c\u{1B}[2J\u{A}error: d""#)
    }
}
