import Facts
import SourceText
import YAMLEvents

/// Goes through a file that loads without errors, as the loader does, and finds what is spelt otherwise than it is stored.
struct SpellingPass {
    /// The tool that captured the file, as `source` names it, and where.
    private(set) var tool: (name: String, place: SourceSpan)?

    /// What is to become of each scalar.
    private(set) var choices: SpellingChoices

    private let parser = ScalarParser()
    private let removal: ListItemRemoval
    private let file: SourceFile

    /// What is known of the mapping being read, with what is merged into it.
    private struct Mapping {
        /// The keys that were met; those that `<<` brings in give way to them.
        var keys: Set<String> = []
        var address: (scalar: SpelledScalar, mapping: UInt32)?
        var netmask: (scalar: SpelledScalar, mapping: UInt32, inJSON: Bool)?
    }

    /// Reads `file`.
    init(over file: SourceFile) throws(Diagnostic) {
        self.file = file
        choices = SpellingChoices(for: file)
        removal = ListItemRemoval(in: file)
        var reader = YAMLReader(file)
        try reader.next()
        guard reader.kind == .mappingStart else { return }
        try record(SpellingPlan(InventorySchema.root), &reader)
    }

    private mutating func record(_ plan: SpellingPlan, _ reader: inout YAMLReader) throws(Diagnostic) {
        var mapping = Mapping()
        try pairs(plan, in: &mapping, &reader)
        settle(mapping)
    }

    private mutating func pairs(
        _ plan: SpellingPlan, in mapping: inout Mapping, _ reader: inout YAMLReader
    ) throws(Diagnostic) {
        let start = reader.start
        let isFlow = reader.isFlow
        var merged: [RecordedNode] = []
        try reader.next()
        while reader.kind != .mappingEnd {
            let key = SpelledScalar(reader)
            if key.isPlain, key.text == mergeKey {
                merged.append(try reader.record())
            } else if let entry = plan.find(key.text) {
                choices.spell(key, as: entry.key)
                try reader.next()
                if mapping.keys.insert(entry.field.key).inserted {
                    let inJSON = isFlow && !key.isPlain && reader.isPlain
                    try value(entry, of: plan, in: &mapping, (start, inJSON), &reader)
                } else {
                    try reader.skip()
                }
            } else {
                choices.keep(key)
                try reader.next()
                try reader.skip()
            }
            try reader.next()
        }
        for node in merged {
            try mergedMappings(node, &reader) { (pass, reader) throws(Diagnostic) in
                try pass.pairs(plan, in: &mapping, &reader)
            }
        }
    }

    /// Calls `read` at the start of each mapping that `<<` brought in.
    private mutating func mergedMappings(
        _ node: RecordedNode, _ reader: inout YAMLReader,
        read: (inout SpellingPass, inout YAMLReader) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        reader.replay(node)
        try reader.next()
        if reader.kind == .mappingStart { return try read(&self, &reader) }
        try reader.next()
        while reader.kind != .sequenceEnd {
            try read(&self, &reader)
            try reader.next()
        }
    }

    private mutating func value(
        _ entry: SpellingPlan.Entry, of plan: SpellingPlan, in mapping: inout Mapping,
        _ place: (mapping: UInt32, inJSON: Bool), _ reader: inout YAMLReader
    ) throws(Diagnostic) {
        let scalar = SpelledScalar(reader)
        switch entry.field.content {
        case .value where scalar.isPlain && nulls.contains(scalar.text): choices.keep(scalar)
        case .value(.interfaceAddress): mapping.address = (scalar, place.mapping)
        case .value(.netmask): mapping.netmask = (scalar, place.mapping, place.inJSON)
        case .value(let type):
            choices.spell(scalar, as: parser.canonical(scalar.text, as: type), inJSON: place.inJSON)
            if plan.table == "source", entry.field.key == "tool" {
                tool = (String(decoding: scalar.text, as: UTF8.self), scalar.span)
            }
        case .list(let type, _, _): try items(type, &reader)
        case .map(let type, _, _, _):
            var names: Set<[UInt8]> = []
            try namedItems(type, besides: &names, &reader)
        case .pair: try items(.text, &reader)
        case .record: try entry.inner.map { (plan) throws(Diagnostic) in try record(plan, &reader) }
        case .records:
            try reader.next()
            while reader.kind != .sequenceEnd {
                try entry.inner.map { (plan) throws(Diagnostic) in try record(plan, &reader) }
                try reader.next()
            }
        case .unread, .observed, .namedRecords: try reader.skip()  // Evidence, which is not spelt by hand.
        case .group:
            var inner = Mapping()
            try entry.inner.map { (plan) throws(Diagnostic) in try pairs(plan, in: &inner, &reader) }
        }
    }

    /// An address and a netmask, once both are known: beside a netmask in the same mapping the address needs no prefix length.
    private mutating func settle(_ mapping: Mapping) {
        let address = mapping.address.flatMap { parser.canonical($0.scalar.text, as: .interfaceAddress) }
        if let (scalar, place) = mapping.address {
            let isDoubled = mapping.netmask?.mapping == place
            choices.spell(scalar, as: address.map { isDoubled ? Array($0.prefix { $0 != UInt8(ascii: "/") }) : $0 })
        }
        if let (scalar, _, inJSON) = mapping.netmask {
            let isIPv4 = address.map { !$0.contains(UInt8(ascii: ":")) } ?? false
            choices.spell(scalar, as: parser.canonical(netmask: scalar.text, isIPv4: isIPv4), inJSON: inJSON)
        }
    }

    /// Spells the items of a list, and takes out those that stand there twice.
    private mutating func items(_ type: ValueType, _ reader: inout YAMLReader) throws(Diagnostic) {
        let isFlow = reader.isFlow
        let depth = reader.replayDepth
        var seen: Set<[UInt8]> = []
        var previous: UInt32?
        try reader.next()
        while reader.kind != .sequenceEnd {
            let scalar = SpelledScalar(reader)
            let text = parser.canonical(scalar.text, as: type)
            let isAlias = reader.replayDepth != depth
            if seen.insert(text ?? scalar.text).inserted {
                choices.spell(scalar, as: text)
            } else if !isAlias, let previous, let edits = removing(scalar, after: previous, isFlow: isFlow) {
                choices.make(edits, for: scalar)
            } else {
                choices.keep(scalar)
            }
            previous = isAlias ? nil : scalar.span.end
            try reader.next()
        }
    }

    private func removing(_ scalar: SpelledScalar, after previous: UInt32, isFlow: Bool) -> [TextEdit]? {
        let end = file.byteRange(of: SourceSpan(offset: previous, length: 0)).lowerBound
        return removal.edits(removing: file.byteRange(of: scalar.span), after: end, isFlow: isFlow)
    }

    private mutating func namedItems(
        _ type: ValueType, besides names: inout Set<[UInt8]>, _ reader: inout YAMLReader
    ) throws(Diagnostic) {
        var merged: [RecordedNode] = []
        try reader.next()
        while reader.kind != .mappingEnd {
            let name = SpelledScalar(reader)
            if name.isPlain, name.text == mergeKey {
                merged.append(try reader.record())
            } else {
                choices.keep(name)
                try reader.next()
                if names.insert(name.text).inserted {
                    let value = SpelledScalar(reader)
                    choices.spell(value, as: parser.canonical(value.text, as: type))
                } else {
                    try reader.skip()
                }
            }
            try reader.next()
        }
        for node in merged {
            try mergedMappings(node, &reader) { (pass, reader) throws(Diagnostic) in
                try pass.namedItems(type, besides: &names, &reader)
            }
        }
    }
}
