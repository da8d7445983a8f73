import SourceText
import TestSupport
import Testing
import YAMLEvents

/// What is printed of a tree reads back to the same tree.
@Suite struct WriterTests {
    private func read(_ text: String) throws -> YAMLNode { try #require(try YAMLNode.read(sourceFile(text))) }

    /// A tree's events in few letters; all spellings of null are one.
    private func outline(_ node: YAMLNode) -> [String] {
        switch node.content {
        case .scalar(let text): [node.isNull ? "null" : node.isPlain ? text : "\"\(text)\""]
        case .sequence(let items): ["["] + items.flatMap(outline) + ["]"]
        case .mapping(let pairs): ["{"] + pairs.flatMap { outline($0.key) + outline($0.value) } + ["}"]
        }
    }

    @Test func `Blocks, with lists of scalars in brackets and merge keys applied`() throws {
        let text = """
            defaults: &d {mtu: 9000, services: [vmotion, "a, b"], gateway: ~}
            adapters: [{<<: *d, device: vmk1}, [*d], {}]
            """
        let printed = """
            defaults:
              mtu: 9000
              services: [vmotion, "a, b"]
              gateway: null
            adapters:
              - mtu: 9000
                services: [vmotion, "a, b"]
                gateway: null
                device: vmk1
              - - mtu: 9000
                  services: [vmotion, "a, b"]
                  gateway: null
              - {}

            """
        #expect(try read(text).yaml == printed)
    }

    @Test(arguments: 0..<400 as Range<UInt64>)
    func `Any tree, however it was written`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let tree = Tree.random(depth: 4, &random)
        var writer = TreeWriter(seed: seed, usesAliases: true)
        let text = writer.document(tree)
        let printed = try read(text).yaml
        #expect(try outline(read(printed)) == tree.outline, "\(text)printed as\n\(printed)")
    }

    @Test(arguments: [
        "", " ", "a b ", "null", "true", "8.0", "-1", "- a", "a: b", "a:", "a #b", "#", "a\nb", "\n", "\t", "it's",
        "\"",
        "\\n", "---", "...", "[x]", "{x}", "a, b", "&a", "*a", "!a", "|", ">", "%", "@", "`", "?", "? a", ":", "<<",
        "=",
        "\u{0}", "\u{7}", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{200B}", "\u{202E}", "\u{FEFF}", "é😀漢",
    ])
    func `Any text in quotes, as a value, in brackets and as a key`(text: String) throws {
        let escaped = text.unicodeScalars.map { scalar in
            let digits = String(scalar.value, radix: 16)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
        let node = try read("\"\(escaped)\": [\"\(escaped)\", {k: \"\(escaped)\"}]\nl: [\"\(escaped)\"]")
        #expect(outline(node).count { $0 == "\"\(text)\"" } == 4)
        #expect(try outline(read(node.yaml)) == outline(node), "\(node.yaml)")
    }

    /// Where quotes are needed that were not there, the text is of no type that quotes would take from it.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `Any text without quotes`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var count = 0
        for _ in 0..<500 {
            let length = Int.random(in: 1...6, using: &random)
            let pieces = [
                "a", "-", ":", "#", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`",
            ]
            let text = (0..<length).map { _ in random.pick(pieces + [" ", " ", "1", ".", "~", "?", "\\", "é", "\n  "]) }
                .joined()
            for document in ["k: \(text)", "[\(text)]", "k: [x, \(text)]", "{k: \(text)}", "\(text): v"] {
                guard let node = try? YAMLNode.read(sourceFile(document)) else { continue }
                count += 1
                let again = try outline(read(node.yaml))
                let quotes = Set("\"")
                #expect(
                    again.map { $0.filter { !quotes.contains($0) } }
                        == outline(node).map { $0.filter { !quotes.contains($0) } }, "\(document)")
                for (old, new) in zip(outline(node), again) where old != new {
                    #expect(new == "\"\(old)\"" && Double(old) == nil && !["true", "false", "null"].contains(old))
                }
            }
        }
        #expect(count > 100)
    }
}
