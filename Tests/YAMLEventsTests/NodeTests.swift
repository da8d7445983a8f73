import SourceText
import Testing
import YAMLEvents

@Suite struct NodeTests {
    private func read(_ text: String) throws -> YAMLNode { try #require(try YAMLNode.read(sourceFile(text))) }

    /// A tree in few letters, keys in their order.
    private func outline(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text): text
        case .sequence(let items): "[" + items.map(outline).joined(separator: " ") + "]"
        case .mapping(let pairs):
            "{" + pairs.map { "\(outline($0.key))=\(outline($0.value))" }.joined(separator: " ") + "}"
        }
    }

    @Test(arguments: ["", "# nothing\n", "---\n"])
    func empty(text: String) throws {
        let node = try YAMLNode.read(sourceFile(text))
        #expect(node == nil || node?.isNull == true)
    }

    @Test func access() throws {
        let node = try read("a: 1\nb: [x, 'null', null, ~]\nc: {d: e}\n")
        #expect(node["a"]?.text == "1")
        #expect(node["b"]?.items?.map(\.isNull) == [false, false, true, true])
        #expect(node["b"]?.isFlow == true)
        #expect(node["c"]?["d"]?.text == "e")
        #expect(node["d"] == nil)
        #expect(node.text == nil && node.items == nil)
        #expect(node["a"]?.pairs == nil && node["a"]?["x"] == nil)
        #expect(node.pairs?.map { $0.key.text } == ["a", "b", "c"])
    }

    @Test func places() throws {
        let text = "é: {b: 'x'}\nc: [1,\n  2]\n"
        let node = try read(text)
        #expect(node["é"].map { cut($0.span, from: text) } == "{b: 'x'}")
        #expect(node["é"]?["b"].map { cut($0.span, from: text) } == "'x'")
        #expect(node["c"].map { cut($0.span, from: text) } == "[1,\n  2]")
    }

    @Test(arguments: [
        ("{<<: {a: 1, b: 2}, b: 3}", "{a=1 b=3}"),  // what is written here wins
        ("{b: 3, <<: {a: 1, b: 2}}", "{b=3 a=1}"),  // whatever the order
        ("{<<: [{a: 1}, {a: 2, b: 2}], c: 3}", "{a=1 b=2 c=3}"),  // of a list the first
        ("{<<: {<<: {a: 1, b: 1}, b: 2}, c: 3}", "{a=1 b=2 c=3}"),  // the nearer one
        ("{<<: [{<<: {a: 1}}, {a: 2}]}", "{a=1}"),  // an item of the list with all that it merges
        ("{<<: {a: 1}, <<: {a: 2, b: 2}}", "{a=1 b=2}"),
        ("- &d {a: 1}\n- &e {<<: *d, b: 2}\n- {<<: *e, a: 3}", "[{a=1} {a=1 b=2} {a=3 b=2}]"),
        ("{'<<': {a: 1}}", "{<<={a=1}}"),  // in quotes it is a key like others
        ("{<<: []}", "{}"),
    ])
    func mergeKeys(text: String, outline expected: String) throws {
        #expect(outline(try read(text)) == expected)
    }

    @Test(arguments: [
        ("{a: 1, a: 2}", 1, 8, "the key a stands here twice"),
        ("a: 1\nb: 2\na: 3\n", 3, 1, "the key a stands here twice"),
        ("a: {b: 1, 'b': 2}", 1, 11, "the key b stands here twice"),
        ("{<<: {a: 1, a: 2}}", 1, 13, "the key a stands here twice"),
        ("{[a]: 1}", 1, 2, "a key must be text"),
        ("{<<: text}", 1, 6, "<< takes a mapping or a list of mappings"),
        ("{<<: [{a: 1}, 2]}", 1, 15, "<< takes a mapping or a list of mappings"),
        ("a: 1\n--- b", 2, 1, "a second document starts here; put each document into a file of its own"),
    ])
    func refused(text: String, line: Int, column: Int, message: String) {
        let found = #expect(throws: Diagnostic.self) { try YAMLNode.read(sourceFile(text)) }
        #expect(found?.message == message)
        #expect(found?.position == SourcePosition(line: line, column: column))
    }

    @Test func noKeyIsTheOtherBecauseBothMergeTheSame() throws {
        let node = try read("- &d {a: 1}\n- {<<: [*d, *d]}")
        #expect(outline(node) == "[{a=1} {a=1}]")
    }
}
