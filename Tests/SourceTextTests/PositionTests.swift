import SourceText
import TestSupport
import Testing

@Suite struct PositionTests {
    @Test(arguments: [
        ("LF", "a\nbc\n", 3, 2, 2),
        ("CR LF is one break", "a\r\nbc\r\n", 4, 2, 2),
        ("CR alone", "a\rbc\r", 3, 2, 2),
        ("LF CR are two", "a\n\rb", 3, 3, 1),
        ("the break belongs to its line", "ab\ncd", 2, 1, 3),
        ("the LF of a CR LF too", "ab\r\ncd", 3, 1, 4),
        ("two bytes count as one column", "éa", 1, 1, 2),
        ("four bytes count as one column", "😀a\nb", 1, 1, 2),
        ("a combining mark is a scalar of its own", "e\u{301}a", 2, 1, 3),
        ("the end of the text", "ab", 2, 1, 3),
        ("the end behind a last break", "ab\n", 3, 2, 1),
        ("past the end", "ab\ncd", 99, 2, 3),
        ("past the end of nothing", "", 7, 1, 1),
        ("behind a byte order mark", "\u{FEFF}ab", 1, 1, 1),
        ("the byte order mark itself", "\u{FEFF}ab", 0, 1, 1),
        ("the line after one", "\u{FEFF}ab\nc", 4, 2, 1),
    ])
    func place(_ what: String, text: String, offset: UInt32, line: Int, column: Int) {
        #expect(file(text).position(at: offset) == SourcePosition(line: line, column: column), "\(what)")
    }

    @Test(arguments: [
        ("é then a wrong byte", [0xC3, 0xA9, 0xFF] as [UInt8], 2, 1, 2),
        ("on the second line", [0x61, 0x0A, 0x62, 0xFF], 3, 2, 2),
        ("past the end", [0x61, 0x0A, 0x62], 50, 2, 2),
        ("in no text at all", [], 0, 1, 1),
        ("behind a byte order mark", [0xEF, 0xBB, 0xBF, 0xFF], 3, 1, 1),
        ("inside a byte order mark", [0xEF, 0xBB, 0xBF, 0xFF], 1, 1, 1),
    ])
    func placeOfByte(_ what: String, bytes: [UInt8], offset: Int, line: Int, column: Int) {
        let file = SourceFile(path: "f", bytes: bytes)
        #expect(file.position(atByte: offset) == SourcePosition(line: line, column: column), "\(what)")
    }

    /// The table of lines agrees with walking the text from its start.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func everyPlace(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
            random.pick(["a", " ", "é", "漢", "😀", "\n", "\r", "\r\n"])
        }.joined()
        let scalars = Array(text.unicodeScalars)
        let file = file(text)
        var expected = SourcePosition(line: 1, column: 1)
        var bytes = 0
        for offset in 0...scalars.count {
            #expect(file.position(at: UInt32(offset)) == expected)
            #expect(file.position(atByte: bytes) == expected)
            guard offset < scalars.count else { break }
            let isInsideCRLF = scalars[offset] == "\r" && offset + 1 < scalars.count && scalars[offset + 1] == "\n"
            let isBreak = scalars[offset] == "\n" || scalars[offset] == "\r"
            bytes += UTF8.width(scalars[offset])
            expected.column += 1
            if isBreak, !isInsideCRLF { expected = SourcePosition(line: expected.line + 1, column: 1) }
        }
        #expect(file.lineCount == expected.line)
    }

    @Test func rangeOfASpan() {
        let range = file("name: é\nmtu: 9000\n").range(of: SourceSpan(offset: 13, length: 4))
        #expect(range.start == SourcePosition(line: 2, column: 6))
        #expect(range.end == SourcePosition(line: 2, column: 10))
    }

    @Test func order() {
        let places = [(2, 1), (1, 9), (1, 2), (2, 3)].map(SourcePosition.init(line:column:))
        #expect(places.sorted() == [places[2], places[1], places[0], places[3]])
    }

    @Test func spansInTheWrongOrderAreEmpty() {
        #expect(SourceSpan(from: 7, to: 3) == SourceSpan(offset: 7, length: 0))
        #expect(SourceSpan(from: 3, to: 7) == SourceSpan(offset: 3, length: 4))
        #expect(SourceSpan(from: 3, to: 7).end == 7)
    }

    private func file(_ text: String) -> SourceFile { SourceFile(path: "f", bytes: Array(text.utf8)) }
}
