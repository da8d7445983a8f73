import SourceText
import Testing
import YAMLEvents

@Suite struct RefusalTests {
    @Test(arguments: [
        (
            "a: 1\n---\nb: 2\n", 2, 1,
            "a second document starts here; put each document into a file of its own"
        ),
        ("a: 1\n...\n---\n", 3, 1, "a second document starts here; put each document into a file of its own"),
        ("a: [1, 2\nb: 3\n", 2, 2, "did not find expected ',' or ']'"),
        ("a: 1\n b: 2\n", 2, 3, "mapping values are not allowed in this context"),
        ("a: 'b\n", 2, 1, "found unexpected end of stream"),
        ("a: @b\n", 1, 4, "found character that cannot start any token"),
        ("é: @b\n", 1, 4, "found character that cannot start any token"),
        ("a: \"\\q\"\n", 1, 5, "found unknown escape character"),
    ])
    func notYAML(text: String, line: Int, column: Int, message: String) {
        let found = problem(in: text)
        #expect(found?.message.contains(message) == true, "\(found?.message ?? "taken")")
        #expect(found?.position == SourcePosition(line: line, column: column), "\(found?.message ?? "taken")")
    }

    @Test(arguments: ["hosts:\n\t- a\n", "hosts:\n- a:\n  \tb: 1\n", "\ta: 1\n"])
    func tabIndentation(text: String) {
        let found = problem(in: text)
        #expect(
            found?.message.hasPrefix("not valid YAML: a tab indents this line; YAML takes only spaces there") == true)
        #expect(found?.position?.line == text.split(separator: "\n").firstIndex { $0.contains("\t") }.map { $0 + 1 })
    }

    @Test func theOpeningBracketIsNamed() {
        let found = problem(in: "a: 1\nb:\n  [1,\n   2\n")
        #expect(found?.message.hasSuffix("while parsing a flow sequence that starts at 3:3") == true)
    }

    @Test(arguments: [[0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]])
    func utf16(mark: [UInt8]) {
        let units = "a: 1\n".utf16.flatMap { mark[0] == 0xFF ? [UInt8($0), 0] : [0, UInt8($0)] }
        let found = problem(in: SourceFile(path: "f", bytes: mark + units))
        #expect(found?.message == "the file is UTF-16; save it as UTF-8")
    }

    /// The column counts what stands before the byte in characters, not in bytes.
    @Test(arguments: [
        ("first byte", [0xFF] as [UInt8], 1, 1),
        ("on line 2 behind é", Array("a: 1\né: x".utf8) + [0xE9] + Array(" y\n".utf8), 2, 5),
        ("cut off in the middle", Array("a: ".utf8) + [0xE6, 0xBC], 1, 4),
        ("longer than need be", Array("a: b".utf8) + [0xC0, 0xAF], 1, 5),
        ("a surrogate", Array("a: ".utf8) + [0xED, 0xA0, 0x80], 1, 4),
        ("a control character", Array("a: b\nc: ".utf8) + [0x07], 2, 4),
        ("a zero byte", Array("a: ".utf8) + [0x00], 1, 4),
    ])
    func notUTF8(_ what: String, bytes: [UInt8], line: Int, column: Int) {
        let found = problem(in: SourceFile(path: "f", bytes: bytes))
        #expect(found?.message.hasPrefix("not UTF-8 text (") == true, "\(what): \(found?.message ?? "taken")")
        #expect(found?.position == SourcePosition(line: line, column: column), "\(what)")
    }

    /// libyaml reads in blocks; the place must not depend on where a block ends.
    @Test(arguments: [4_095, 16_383, 16_384, 65_535, 65_536, 200_001])
    func wrongByteFarDown(offset: Int) {
        var bytes = [UInt8](repeating: UInt8(ascii: "#"), count: offset)
        for index in stride(from: 99, to: offset, by: 100) { bytes[index] = UInt8(ascii: "\n") }
        let found = problem(in: SourceFile(path: "f", bytes: bytes + [0xFF] + Array("\na: 1\n".utf8)))
        #expect(found?.position == SourcePosition(line: offset / 100 + 1, column: offset % 100 + 1))
    }

    /// The content counts, not the spelling; keys and quoted texts as well.
    @Test(arguments: [("a: ", "", 4), ("a: 'é", "'", 4), ("? ", "", 3), ("a: &x ", "", 7)])
    func longText(before: String, after: String, column: Int) {
        let accents = before.utf8.count - before.unicodeScalars.count
        let extra = before.contains("é") ? 1 + accents : 0
        func text(_ count: Int) -> String {
            "# é\n" + before + String(repeating: "x", count: count - extra) + after + "\n"
        }
        #expect(problem(in: text(1 << 20)) == nil)
        let found = problem(in: text(1 << 20 | 1))
        #expect(found?.message == "a text of 1048577 bytes is longer than 1 MiB")
        #expect(found?.position == SourcePosition(line: 2, column: column))
    }
}
