import SourceText
import TestSupport
import Testing
import YAMLEvents

/// However a document is written, with whatever aliases, the events are the document's.
@Suite struct TreePropertyTests {
    private static let seeds = 0..<400 as Range<UInt64>

    private func tree(_ seed: UInt64) -> Tree {
        var random = SeededGenerator(seed: seed)
        return .random(depth: 4, &random)
    }

    @Test(arguments: seeds)
    func writing(seed: UInt64) throws {
        let tree = tree(seed)
        for usesAliases in [false, true] {
            var writer = TreeWriter(seed: seed, usesAliases: usesAliases)
            let text = writer.document(tree)
            #expect(try events(of: text).dropLast().map(\.description) == tree.outline, "\(text)")
        }
    }

    /// A place cuts out text that, read alone, is the scalar; an alias's place is the anchored text.
    @Test(arguments: seeds)
    func places(seed: UInt64) throws {
        var writer = TreeWriter(seed: seed, usesAliases: true)
        let text = writer.document(tree(seed))
        for event in try events(of: text) where event.kind == .scalar {
            let part = cut(event.span, from: text)
            #expect(try outline(of: part) == event.description, "\(part) in \(text)")
        }
    }

    /// Keeping a value and reading it again at once changes nothing, inside of aliases and of kept values too.
    @Test(arguments: seeds)
    func recordingAndReplaying(seed: UInt64) throws {
        let tree = tree(seed)
        var writer = TreeWriter(seed: seed, usesAliases: true)
        let text = writer.document(tree)
        var random = SeededGenerator(seed: ~seed)
        var reader = YAMLReader(sourceFile(text))
        var said: [String] = []
        func value() throws {
            if random.oneIn(2) { reader.replay(try reader.record()) }
            try reader.next()
            try node()
        }
        func node() throws {
            said.append(Event(reader).description)
            switch reader.kind {
            case .sequenceStart:
                try reader.next()
                while reader.kind != .sequenceEnd {
                    try node()
                    try reader.next()
                }
                said.append("]")
            case .mappingStart:
                try reader.next()
                while reader.kind != .mappingEnd {
                    said.append(Event(reader).description)
                    try value()
                    try reader.next()
                }
                said.append("}")
            default: break
            }
        }
        try value()
        #expect(said == tree.outline, "\(text)")
        try reader.next()
        #expect(reader.kind == .end)
    }

    @Test(arguments: seeds)
    func skipping(seed: UInt64) throws {
        let pairs = [("a", seed), ("b", ~seed), ("c", seed)].map { key, seed in
            Tree.Pair(key: .scalar(key, isPlain: true), value: tree(seed))
        }
        var writer = TreeWriter(seed: seed, usesAliases: true)
        var reader = YAMLReader(sourceFile(writer.document(.mapping(pairs))))
        try reader.next()
        for pair in pairs {
            try reader.next()
            #expect([Event(reader).description] == pair.key.outline)
            try reader.next()
            try reader.skip()
        }
        try reader.next()
        #expect(reader.kind == .mappingEnd)
    }

    /// The properties above say something about aliases only if there are any.
    @Test func theGeneratorMakesAliases() {
        let counts = Self.seeds.map { seed in
            var writer = TreeWriter(seed: seed, usesAliases: true)
            _ = writer.document(tree(seed))
            return writer.aliasCount
        }
        #expect(counts.reduce(0, +) > 200)
        #expect(counts.count { $0 > 2 } > 20)
    }
}
