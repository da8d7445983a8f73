import SourceText
import Testing
import YAMLEvents

@Suite struct EventTests {
    @Test(arguments: [
        ("", ""),
        ("# only a comment\n", ""),
        ("---\n...\n", ""),
        ("9000", "9000"),
        ("'9000'", "\"9000\""),
        ("!!str 9000", "\"9000\""),
        ("a:", "{ a  }"),
        ("a: 1\nb: [x, 'y']\n", "{ a 1 b [ x \"y\" ] }"),
        ("- - a\n  - b\n- {}\n- []\n", "[ [ a b ] { } [ ] ]"),
        ("a: |\n  x\n  y\n", "{ a \"x\ny\n\" }"),
        ("a: >-\n  x\n  y\n", "{ a \"x y\" }"),
        ("? [k]\n: v\n", "{ [ k ] v }"),
        ("%YAML 1.2\n---\na: 1\n", "{ a 1 }"),
        ("a: 1\r\nb: 2\r\n", "{ a 1 b 2 }"),
        ("\u{FEFF}a: 1\n", "{ a 1 }"),
        ("a: \"\\x41\\u00e9\\U0001F600\\n\"", "{ a \"Aé😀\n\" }"),
    ])
    func stream(text: String, outline expected: String) throws {
        #expect(try outline(of: text) == expected)
    }

    /// Each scalar's place cuts it out of the text, quotes included.
    @Test(arguments: [
        ("mtu: 9000", ["mtu", "9000"]),
        ("{mtu: 9000, 'b' : \"c\"}", ["mtu", "9000", "'b'", "\"c\""]),
        ("name: Zürich 😀 漢\nmtu: 9000", ["name", "Zürich 😀 漢", "mtu", "9000"]),
        ("- é: 😀 # ü\n- x", ["é", "😀", "x"]),
        ("a: 1\r\nb: 2\r\n", ["a", "1", "b", "2"]),
        ("\u{FEFF}a: 1", ["a", "1"]),
        ("a: two\n  lines\nb: c", ["a", "two\n  lines", "b", "c"]),
        ("a:\nb: c", ["a", "", "b", "c"]),
        ("a: &anchor 9000 # so", ["a", "9000"]),
        ("a: !!int 9000", ["a", "9000"]),
        ("a: &x !!str 'q'", ["a", "'q'"]),
        ("a: !<tag:yaml.org,2002:str> &x q", ["a", "q"]),
        ("a: &x\n  # why\n  9000", ["a", "9000"]),
        ("&k a: &v\nb: c", ["a", "", "b", "c"]),
        ("[&x , &y, &z]", ["", "", ""]),
    ])
    func scalarPlaces(text: String, parts: [String]) throws {
        let scalars = try events(of: text).filter { $0.kind == .scalar }
        #expect(scalars.map { cut($0.span, from: text) } == parts)
    }

    @Test func collectionPlaces() throws {
        let text = "é: &a [1, {b: 2}]\nc:\n- d\n"
        let collections = try events(of: text).filter { [.sequenceStart, .mappingStart].contains($0.kind) }
        #expect(collections.map(\.isFlow) == [false, true, true, false])
        #expect(collections.map(\.span.offset) == [0, 6, 10, 21])
        let ends = try events(of: text).filter { [.sequenceEnd, .mappingEnd].contains($0.kind) }
        #expect(ends.prefix(2).map(\.span.end) == [16, 17])
    }

    @Test func skippingGivesTheWholePlace() throws {
        let text = "a: {b: [1, 2], c: {}}\nd: 3"
        var reader = YAMLReader(sourceFile(text))
        try reader.next()
        try reader.next()
        try reader.next()
        #expect(reader.kind == .mappingStart)
        #expect(cut(try reader.skip(), from: text) == "{b: [1, 2], c: {}}")
        #expect(reader.kind == .mappingEnd)
        try reader.next()
        #expect(Event(reader).description == "d")
        #expect(cut(try reader.skip(), from: text) == "d")
        try reader.next()
        #expect(Event(reader).description == "3")
    }

    @Test func theEndStaysTheEnd() throws {
        var reader = YAMLReader(sourceFile("a"))
        try reader.next()
        for _ in 0..<3 {
            try reader.next()
            #expect(reader.kind == .end)
        }
    }

    /// What Notepad and PowerShell put before UTF-8; libyaml takes it for an indentation.
    @Test func aByteOrderMarkMovesNothing() throws {
        let text = "\u{FEFF}a: 1\nb: é2\n"
        let marked = try events(of: text).filter { $0.kind == .scalar }
        #expect(marked.map(\.description) == ["a", "1", "b", "é2"])
        #expect(marked.map { cut($0.span, from: text) } == ["a", "1", "b", "é2"])
        let error = #expect(throws: (any Error).self) { try events(of: "\u{FEFF}a: 1\n  b: 2\n") }
        #expect(error.map { "\($0)" }?.contains(":2:4: error: ") == true, "\(error.map { "\($0)" } ?? "")")
    }
}
