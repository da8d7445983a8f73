import SourceText
import Testing
import YAMLEvents

@Suite struct RecordingTests {
    /// What a loader does with a merge key: keep the value, read on to the end of the mapping, then read the value.
    private func outlineWithMergesLast(_ text: String) throws -> String {
        var reader = YAMLReader(sourceFile(text))
        var said: [String] = []
        func node() throws {
            guard reader.kind == .mappingStart else {
                guard reader.kind == .sequenceStart else { return said.append(Event(reader).description) }
                said.append("[")
                try reader.next()
                while reader.kind != .sequenceEnd {
                    try node()
                    try reader.next()
                }
                return said.append("]")
            }
            said.append("{")
            var merged: [RecordedNode] = []
            try reader.next()
            while reader.kind != .mappingEnd {
                let key = Event(reader).description
                if key == "<<" {
                    merged.append(try reader.record())
                } else {
                    said.append(key)
                    try reader.next()
                    try node()
                }
                try reader.next()
            }
            for value in merged {
                said.append("<<")
                reader.replay(value)
                try reader.next()
                try node()
            }
            said.append("}")
        }
        try reader.next()
        try node()
        try reader.next()
        #expect(reader.kind == .end)
        return said.joined(separator: " ")
    }

    @Test(arguments: [
        ("{<<: {x: 1}, a: 2}", "{ a 2 << { x 1 } }"),
        ("- &d {x: 1}\n- {<<: *d, a: 2}", "[ { x 1 } { a 2 << { x 1 } } ]"),
        ("- &d {x: 1}\n- {<<: [*d, {y: 2}], a: 2}", "[ { x 1 } { a 2 << [ { x 1 } { y 2 } ] } ]"),
        ("{<<: {x: 1}, <<: {y: 2}, a: 3}", "{ a 3 << { x 1 } << { y 2 } }"),
        ("{<<: {<<: {x: 1}, y: 2}, a: 3}", "{ a 3 << { y 2 << { x 1 } } }"),
        ("{<<: &d {x: 1}, b: *d}", "{ b { x 1 } << { x 1 } }"),
        // a merge key inside an anchored node that is itself aliased
        ("- &d {x: 1}\n- &h {<<: *d, a: 2}\n- *h\n- z", "[ { x 1 } { a 2 << { x 1 } } { a 2 << { x 1 } } z ]"),
        (
            "- &d {x: 1}\n- &h {a: 2, <<: *d}\n- &g [*h, {<<: *h, b: 3}]\n- *g",
            "[ { x 1 } { a 2 << { x 1 } } [ { a 2 << { x 1 } } { b 3 << { a 2 << { x 1 } } } ] "
                + "[ { a 2 << { x 1 } } { b 3 << { a 2 << { x 1 } } } ] ]"
        ),
        (
            "- &d {x: 1}\n- &h {<<: {y: 1, <<: *d}}\n- *h",
            "[ { x 1 } { << { y 1 << { x 1 } } } { << { y 1 << { x 1 } } } ]"
        ),
        ("{<<: text, a: 1}", "{ a 1 << text }"),
    ])
    func mergesReadLast(text: String, outline: String) throws {
        #expect(try outlineWithMergesLast(text) == outline)
    }

    @Test func placesOfARecordedNode() throws {
        let text = "- &d {x: 1}\n- <<: *d\n  é: {y: 2}\n"
        var reader = YAMLReader(sourceFile(text))
        while Event(reader).description != "<<" { try reader.next() }
        let merged = try reader.record()
        #expect(merged.span.offset == 5)
        try reader.next()
        let own = try reader.record()
        #expect(own.span.offset == 26)
        reader.replay(own)
        reader.replay(merged)
        // The one handed over last is read first.
        let replayed = try (0..<8).map { _ in
            try reader.next()
            return Event(reader)
        }
        #expect(replayed.map(\.description) == ["{", "x", "1", "}", "{", "y", "2", "}"])
        #expect(cut(replayed[2].span, from: text) == "1")
        #expect(cut(replayed[6].span, from: text) == "2")
        try reader.next()
        #expect(reader.kind == .mappingEnd)
    }

    @Test func aNodeMayBeReplayedTwice() throws {
        var reader = YAMLReader(sourceFile("[[a], b]"))
        try reader.next()
        let first = try reader.record()
        reader.replay(first)
        reader.replay(first)
        #expect(try events(of: reader).map(\.description).joined() == "[a][a]b]end")
    }

    /// A tree that was read before gives the events that the text gives.
    @Test(arguments: [
        "a: 1\nb: [x, {c: 'd'}]\n", "[]", "plain", "'quoted'", "é: &a [1, 2]\nf: *a\n",
    ])
    func aTreeAsEvents(text: String) throws {
        let file = sourceFile(text)
        let tree = try #require(try YAMLNode.read(file))
        let replayed = try events(of: YAMLReader(replaying: tree, in: file)).dropLast()
        let read = try events(of: text).dropLast()
        #expect(replayed.map(\.description) == read.map(\.description))
        #expect(replayed.map(\.isFlow) == read.map(\.isFlow))
        #expect(replayed.map(\.span.offset).elementsEqual(read.map(\.span.offset)) || text.contains("["))
        for (new, old) in zip(replayed, read) where old.kind == .scalar { #expect(new.span == old.span) }
    }
}
