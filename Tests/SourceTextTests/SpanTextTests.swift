import SourceText
import Testing

@Suite struct SpanTextTests {
    private func file(_ text: String) -> SourceFile { SourceFile(path: "t", bytes: Array(text.utf8)) }

    @Test func `A line's span leaves its break out, whichever it is`() {
        let file = file("a\nbé\r\n\rc")
        let texts = (1...4).map { file.span(ofLine: $0).map { file.text(of: $0) } }
        #expect(texts == ["a", "bé", "", "c"])
        #expect(file.span(ofLine: 2) == SourceSpan(offset: 2, length: 2))
        #expect(file.span(ofLine: 5) == nil)
        #expect(file.span(ofLine: 0) == nil)
    }

    @Test func `Text is found by scalars far into a line`() {
        let text = String(repeating: "é", count: 10_000) + "here" + String(repeating: "移", count: 10_000)
        #expect(file(text).text(of: SourceSpan(offset: 9_999, length: 6)) == "éhere移")
        #expect(file(text).text(of: SourceSpan(offset: 20_003, length: 9)) == "移")
        #expect(file(text).text(of: SourceSpan(offset: 30_000, length: 1)) == "")
    }

    @Test(arguments: [4095, 4096, 4097, 8192])
    func `The places where counting starts anew are exact`(offset: Int) {
        let scalars = (0..<9000).map { Unicode.Scalar(UInt32(0x4E00 + $0 % 5000)) ?? "?" }
        let file = file(String(String.UnicodeScalarView(scalars)))
        let expected = String(String.UnicodeScalarView(scalars[offset..<(offset + 2)]))
        #expect(file.text(of: SourceSpan(offset: UInt32(offset), length: 2)) == expected)
    }
}
