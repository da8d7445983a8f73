import SourceText
import Testing

@Suite struct LineTextTests {
    @Test(arguments: [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\r\n", ["a", "b", ""]),
        ("a\rb", ["a", "b"]),
        ("\n\n", ["", "", ""]),
        ("é😀\n漢", ["é😀", "漢"]),
        ("\u{FEFF}a\nb", ["a", "b"]),
        ("\u{FEFF}", [""]),
    ])
    func lines(text: String, lines: [String]) {
        let file = SourceFile(path: "f", bytes: Array(text.utf8))
        #expect(file.lineCount == lines.count)
        #expect((1...file.lineCount).map { file.text(ofLine: $0) } == lines)
    }

    @Test(arguments: [0, -1, 3, Int.max])
    func noSuchLine(line: Int) {
        #expect(SourceFile(path: "f", bytes: Array("a\nb".utf8)).text(ofLine: line) == nil)
    }

    @Test func brokenUTF8StillPrints() {
        #expect(SourceFile(path: "f", bytes: [0x61, 0xFF, 0x62]).text(ofLine: 1) == "a\u{FFFD}b")
    }

    @Test func contentIsKeptAsItWasRead() {
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF, 0x61, 0x0D, 0x0A]
        #expect(SourceFile(path: "f", bytes: bytes).bytes == bytes)
    }
}
