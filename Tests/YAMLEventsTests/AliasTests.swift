import SourceText
import Testing
import YAMLEvents

@Suite struct AliasTests {
    @Test(arguments: [
        ("[&a 1, *a]", "[ 1 1 ]"),
        ("a: &x {b: [1, 2]}\nc: *x", "{ a { b [ 1 2 ] } c { b [ 1 2 ] } }"),
        ("[&a [1], &b [*a, *a], *b]", "[ [ 1 ] [ [ 1 ] [ 1 ] ] [ [ 1 ] [ 1 ] ] ]"),
        ("[&a [&b 1, 2], *b, *a, *b]", "[ [ 1 2 ] 1 [ 1 2 ] 1 ]"),
        ("&k key: 1\nb: {*k : 2}", "{ key 1 b { key 2 } }"),
        ("[&a 1, &a 2, *a]", "[ 1 2 2 ]"),
        ("[&a 1, *a, &a 2, *a]", "[ 1 1 2 2 ]"),
        ("[&a [1, &a 2, *a], *a]", "[ [ 1 2 2 ] 2 ]"),  // the anchor that comes last in the text is the one meant
        ("[&a '', *a]", "[ \"\" \"\" ]"),
        ("[&a , *a]", "[   ]"),
        ("[&a {}, &b [*a], *b]", "[ { } [ { } ] [ { } ] ]"),
    ])
    func expanded(text: String, outline expected: String) throws {
        #expect(try outline(of: text) == expected)
    }

    /// A finding on an expanded value points at where the value is written.
    @Test func placesAreTheAnchors() throws {
        let text = "é: &x {mtu: 'big'}\nc: [*x, *x]"
        let all = try events(of: text)
        let original = all[2...5]
        #expect(original.map(\.description) == ["{", "mtu", "\"big\"", "}"])
        for copy in [all[8...11], all[12...15]] { #expect(Array(copy) == Array(original)) }
        #expect(cut(all[10].span, from: text) == "'big'")
    }

    @Test(arguments: [
        ("a: &a [1, *a]", 1, 11, "the alias *a stands inside the node it names"),
        ("&a {b: {c: *a}}", 1, 12, "the alias *a stands inside the node it names"),
        ("[1, &a [2], &a [*a]]", 1, 17, "the alias *a stands inside the node it names"),
        ("a: 1\nb: *default", 2, 4, "there is no anchor &default before this alias"),
        (
            "a: &defaults 1\nb: *default", 2, 4,
            "there is no anchor &default before this alias; did you mean *defaults?"
        ),
        ("a: *later\nb: &later 1", 1, 4, "there is no anchor &later before this alias"),
    ])
    func refused(text: String, line: Int, column: Int, message: String) {
        let found = problem(in: text)
        #expect(found?.message == message)
        #expect(found?.position == SourcePosition(line: line, column: column))
    }

    /// Ten to the ninth nodes out of half a kilobyte.
    @Test(.timeLimit(.minutes(1)))
    func billionLaughs() {
        var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        for (name, before) in zip("bcdefghi", "abcdefgh") {
            text += "\(name): &\(name) [" + repeatElement("*\(before)", count: 10).joined(separator: ", ") + "]\n"
        }
        let start = ContinuousClock.now
        let found = problem(in: text)
        #expect(found?.message.hasPrefix("aliases expand to more than 10") == true)
        #expect(found?.message.hasSuffix("nodes; write the text out or use fewer aliases") == true)
        #expect(found?.position?.line == 1)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    /// A host's defaults in every host of a large file are no bomb.
    @Test func manyAliasesOfASmallNode() throws {
        let text = "- &d {a: 1, b: 2, c: 3}\n" + String(repeating: "- *d\n", count: 10_000)
        #expect(try events(of: text).count == 2 + 10_001 * 8 + 1)
    }

    @Test func bombsDoNotHideBehindSkipping() {
        var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        for (name, before) in zip("bcdefghi", "abcdefgh") {
            text += "\(name): &\(name) [" + repeatElement("*\(before)", count: 10).joined(separator: ", ") + "]\n"
        }
        var reader = YAMLReader(sourceFile(text))
        #expect(throws: Diagnostic.self) {
            try reader.next()
            try reader.skip()
        }
    }
}
