import SourceText

/// Events kept for aliases and merge keys, in a few flat arrays.
struct EventLog {
    struct Entry {
        var kind: YAMLReader.Kind
        var isPlain: Bool
        var isFlow: Bool
        var start: UInt32
        var end: UInt32
        var text: Range<Int>
        var target: Range<Int>?
    }

    private var entries: [Entry] = []
    private var texts: [UInt8] = []

    var count: Int { entries.count }

    /// Keeps an event; `text` is what a scalar holds.
    mutating func append(
        _ kind: YAMLReader.Kind, isPlain: Bool, isFlow: Bool, from start: UInt32, to end: UInt32, text: [UInt8]
    ) {
        let textStart = texts.count
        if kind == .scalar { texts.append(contentsOf: text) }
        entries.append(
            Entry(kind: kind, isPlain: isPlain, isFlow: isFlow, start: start, end: end, text: textStart..<texts.count))
    }

    /// Keeps an alias as a reference, so that nested aliases take no more room than they are written with.
    mutating func appendAlias(to target: Range<Int>) {
        entries.append(
            Entry(kind: .end, isPlain: false, isFlow: false, start: 0, end: 0, text: 0..<0, target: target))
    }

    mutating func append(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let scalar):
            let textStart = texts.count
            texts.append(contentsOf: scalar.utf8)
            append(.scalar, of: node, text: textStart..<texts.count)
        case .sequence(let items):
            append(.sequenceStart, of: node)
            for item in items { append(item) }
            append(.sequenceEnd, of: node)
        case .mapping(let pairs):
            append(.mappingStart, of: node)
            for pair in pairs {
                append(pair.key)
                append(pair.value)
            }
            append(.mappingEnd, of: node)
        }
    }

    private mutating func append(_ kind: YAMLReader.Kind, of node: YAMLNode, text: Range<Int> = 0..<0) {
        entries.append(
            Entry(
                kind: kind, isPlain: node.isPlain, isFlow: node.isFlow, start: node.span.offset, end: node.span.end,
                text: text))
    }

    func aliasTarget(at index: Int) -> Range<Int>? { entries[index].target }

    func entry(at index: Int) -> Entry { entries[index] }

    func copyText(of entry: Entry, into text: inout [UInt8]) {
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: texts[entry.text])
    }
}
