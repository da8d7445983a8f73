public import SourceText

/// A small YAML document as a tree, with places: rule files and settings, not inventories.
public struct YAMLNode: Sendable {
    /// What a node holds.
    public enum Content: Sendable {
        /// A string, number, boolean or null, as text.
        case scalar(String)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and values in the order of the file, merge keys already applied: what one brings in stands first when it does,
        /// else last.
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    /// What the node holds.
    public let content: Content

    /// Where it stands.
    public let span: SourceSpan

    /// Whether it is a scalar without quotes.
    public let isPlain: Bool

    /// Whether it is a collection with brackets.
    public let isFlow: Bool

    /// The document in `file`; an empty one is nothing.
    ///
    /// - Throws: a diagnostic with its place when the text is not one well-formed document or repeats a key.
    public static func read(_ file: SourceFile) throws(Diagnostic) -> YAMLNode? {
        var reader = YAMLReader(file)
        try reader.next()
        guard reader.kind != .end else { return nil }
        let node = try YAMLNode(&reader)
        try reader.next()
        return node
    }

    /// The scalar's text, or nothing when the node is a collection.
    public var text: String? {
        if case .scalar(let text) = content { text } else { nil }
    }

    /// The list's items, or nothing when the node is not a list.
    public var items: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// The mapping's pairs, or nothing when the node is not a mapping.
    public var pairs: [(key: YAMLNode, value: YAMLNode)]? {
        if case .mapping(let pairs) = content { pairs } else { nil }
    }

    /// The value of `key` in a mapping.
    public subscript(key: String) -> YAMLNode? {
        pairs?.first { $0.key.text == key }?.value
    }

    /// Whether the node is written as YAML's null.
    public var isNull: Bool {
        isPlain && ["", "~", "null", "Null", "NULL"].contains(text ?? "x")
    }

    private init(_ content: Content, span: SourceSpan, isPlain: Bool = false, isFlow: Bool = false) {
        self.content = content
        self.span = span
        self.isPlain = isPlain
        self.isFlow = isFlow
    }

    /// The node whose first event is the reader's current one.
    private init(_ reader: inout YAMLReader) throws(Diagnostic) {
        let start = reader.start
        let isFlow = reader.isFlow
        switch reader.kind {
        case .sequenceStart:
            var items: [YAMLNode] = []
            try reader.next()
            while reader.kind != .sequenceEnd {
                items.append(try YAMLNode(&reader))
                try reader.next()
            }
            self.init(.sequence(items), span: SourceSpan(from: start, to: reader.end), isFlow: isFlow)
        case .mappingStart:
            let pairs = try Self.pairs(&reader)
            self.init(.mapping(pairs), span: SourceSpan(from: start, to: reader.end), isFlow: isFlow)
        default:
            self.init(
                .scalar(String(decoding: reader.text, as: UTF8.self)), span: reader.span, isPlain: reader.isPlain)
        }
    }

    private static func pairs(_ reader: inout YAMLReader) throws(Diagnostic) -> [(key: YAMLNode, value: YAMLNode)] {
        var pairs: [(key: YAMLNode, value: YAMLNode)] = []
        var merged: [YAMLNode] = []
        var mergesFirst = false
        try reader.next()
        while reader.kind != .mappingEnd {
            let key = try YAMLNode(&reader)
            guard let name = key.text else {
                throw Diagnostic(.error, in: reader.file, at: key.span, message: "a key must be text")
            }
            try reader.next()
            let value = try YAMLNode(&reader)
            try reader.next()
            if name == "<<", key.isPlain {
                mergesFirst = mergesFirst || pairs.isEmpty
                merged += value.items ?? [value]
            } else if pairs.contains(where: { $0.key.text == name }) {
                throw Diagnostic(
                    .error, in: reader.file, at: key.span, message: "the key \(abridged(name)) stands here twice")
            } else {
                pairs.append((key, value))
            }
        }
        var inherited: [(key: YAMLNode, value: YAMLNode)] = []
        for source in merged {
            guard let more = source.pairs else {
                throw Diagnostic(
                    .error, in: reader.file, at: source.span, message: "<< takes a mapping or a list of mappings")
            }
            inherited += more.filter { pair in !inherited.contains { $0.key.text == pair.key.text } }
        }
        func given(_ key: YAMLNode, in pairs: [(key: YAMLNode, value: YAMLNode)]) -> (key: YAMLNode, value: YAMLNode)? {
            pairs.first { $0.key.text == key.text }
        }
        guard mergesFirst else { return pairs + inherited.filter { given($0.key, in: pairs) == nil } }
        return inherited.map { given($0.key, in: pairs) ?? $0 } + pairs.filter { given($0.key, in: inherited) == nil }
    }
}
