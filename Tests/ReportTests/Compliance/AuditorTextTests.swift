import Testing

@testable import Report

@Suite struct AuditorTextTests {
    @Test(arguments: [
        ("", "-"), (" \n ", "-"), ("a", "a"), ("  a \r\n\t b\u{A0}", "a b"), ("a\u{202E}b", "a\\u{202E}b"),
        ("\u{FEFF}a", "\\u{FEFF}a"), ("a\u{0}", "a\\u{0}"),
    ])
    func `A line is one line, is not empty and hides nothing`(_ text: String, _ line: String) {
        #expect(text.auditLine == line)
    }

    @Test func `A long line is cut`() {
        let line = String(repeating: "ab ", count: 100_000).auditLine
        #expect(line.hasSuffix("…"))
        #expect(line.unicodeScalars.count < 3_100)
    }

    @Test(arguments: [
        ("2026-11-23T10:00:00Z", true), ("2024-02-29T23:59:59Z", true), ("2026-02-29T10:00:00Z", false),
        ("2026-13-01T10:00:00Z", false), ("2026-11-31T10:00:00Z", false), ("2026-11-23T24:00:00Z", false),
        ("1899-11-23T10:00:00Z", false), ("3000-11-23T10:00:00Z", false), ("2026-11-23", false),
        ("2026-11-23 10:00:00Z", false), ("2026-11-23T10:00:00z", false), ("٢٠٢٦-11-23T10:00:00Z", false),
        ("", false),
    ])
    func `A point in time is one that formats take`(_ text: String, _ isTaken: Bool) {
        #expect((text.pointInTime != nil) == isTaken)
    }

    /// As Python's uuid.uuid5 has it.
    @Test func `A UUID of a name is the one that others make of it`() {
        #expect(NamedUUID(url: "https://www.example.com").description == "a0787afd-c170-5773-8d60-02739168de9f")
        let namespace = NamedUUID(url: "https://www.example.com")
        #expect(NamedUUID("a/b", in: namespace).description == "d8361d7f-d2a0-53e6-82ba-cbd8081bc268")
        #expect(NamedUUID(["a", "b"], in: namespace) == NamedUUID("a/b", in: namespace))
        #expect(NamedUUID(["a/b"], in: namespace) == NamedUUID("a%2Fb", in: namespace))
    }
}
