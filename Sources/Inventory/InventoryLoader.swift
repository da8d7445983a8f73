public import Facts
public import SourceText
public import YAMLEvents

/// Streams inventories into a fact store: libyaml's events become rows as they pass, and no tree is built.
public final class InventoryLoader {
    /// Errors after which a file's reading ends.
    static let errorLimit = 50

    /// What was odd but not wrong, in the order of the files.
    public private(set) var warnings: [Diagnostic] = []

    private let store: FactStore
    private let root = RecordPlan(InventorySchema.root, under: [])
    private var parser = ScalarParser()
    private var errors: [Diagnostic] = []
    private var fileIndex = 0

    /// A loader that fills `store`.
    public init(into store: FactStore) {
        self.store = store
    }

    /// Loads `file`.
    ///
    /// - Throws: every error found in it; the store is of no use then.
    public func load(_ file: SourceFile) throws {
        try load(YAMLReader(file))
    }

    /// Loads the inventory that `reader` is before.
    ///
    /// - Throws: ``Diagnostics`` with every error found in it; the store is of no use then.
    public func load(_ reader: YAMLReader) throws {
        errors = []
        fileIndex = store.add(reader.file)
        do {
            try reader.next()
            switch reader.kind {
            case .end:
                errors.append(
                    Diagnostic(.error, path: reader.file.path, message: "is empty, so there is nothing to lint"))
            case .mappingStart:
                try record(root, ancestors: [], reader)
                try reader.next()
            default:
                report(
                    reader.span, "an inventory is a mapping with keys such as hosts and sites, this is \(found(reader))", reader)
            }
        } catch let error as Diagnostic {
            errors.append(error)
        } catch is TooManyErrors {
            errors.append(
                Diagnostic(.error, path: reader.file.path, message: "has \(errors.count) errors; the rest was not read"))
        }
        guard errors.isEmpty else { throw Diagnostics(errors) }
    }

    /// Makes one object of what the files say of it.
    ///
    /// - Throws: ``Diagnostics`` with the values that the files do not agree on.
    public func merge() throws {
        let conflicts = try store.mergeFiles().map { conflict in
            let first = store.files[conflict.first.file]
            let place = first.position(at: conflict.first.value.offset)
            return Diagnostic(
                .error, in: store.files[conflict.second.file], at: conflict.second.value,
                message: "\(conflict.value) is another one at \(first.path):\(place.line):\(place.column); keep the one that is right")
        }
        guard conflicts.isEmpty else { throw Diagnostics(conflicts) }
    }

    private struct TooManyErrors: Error {}

    /// Reads the mapping whose start is the current event into a row of its own.
    private func record(_ plan: RecordPlan, ancestors: [Int64], _ reader: YAMLReader) throws {
        let place = reader.span
        let id = store.reserveID(in: plan.table.name)
        plan.row.clear()
        for (column, ancestor) in zip(plan.ancestorColumns, ancestors) { plan.row.set(column, integer: ancestor) }
        plan.fields.begin()
        let inner = plan.record.table == InventorySchema.root.table ? [] : ancestors + [id]
        try pairs(plan.fields, of: plan, id: id, ancestors: inner, reader)
        for (index, entry) in plan.fields.entries.enumerated()
        where entry.field.isRequired && plan.fields.seen & (1 << UInt64(index)) == 0 {
            try fail(place, "this entry of \(plan.record.table) lacks the key \(entry.field.key): \(entry.field.documentation)", reader)
        }
        try checkUnique(plan, at: place, reader)
        try store.insert(&plan.row, into: plan.table, id: id, file: fileIndex)
    }

    private func checkUnique(_ plan: RecordPlan, at place: SourceSpan, _ reader: YAMLReader) throws {
        guard plan.record.identity == .unique, plan.keyColumns.allSatisfy({ plan.row.isSet($0) }) else { return }
        let key = plan.row.text(of: plan.keyColumns)
        if let first = plan.siblings[key] {
            let line = reader.file.position(at: first).line
            let name = key.map { $0 == 0 ? UInt8(ascii: " ") : $0 }
            try fail(
                place,
                "\(String(decoding: name, as: UTF8.self)) stands twice among the \(plan.record.table), first at line \(line)",
                reader)
        } else {
            plan.siblings[key] = place.offset
        }
    }

    /// Reads keys and values up to the mapping's end, then the mappings that `<<` brought in, whose keys give way.
    private func pairs(
        _ fields: FieldSet, of plan: RecordPlan, id: Int64, ancestors: [Int64], _ reader: YAMLReader
    ) throws {
        var merged = try pairs(fields, of: plan, id: id, ancestors: ancestors, reader, isMerged: false)
        while !merged.isEmpty {
            let node = merged.removeFirst()
            reader.replay(node)
            try reader.next()
            switch reader.kind {
            case .mappingStart:
                merged += try pairs(fields, of: plan, id: id, ancestors: ancestors, reader, isMerged: true)
            case .sequenceStart:
                try reader.next()
                while reader.kind != .sequenceEnd {
                    guard reader.kind == .mappingStart else {
                        try fail(reader.span, "<< takes a mapping or a list of mappings", reader)
                        try reader.skip()
                        try reader.next()
                        continue
                    }
                    merged += try pairs(fields, of: plan, id: id, ancestors: ancestors, reader, isMerged: true)
                    try reader.next()
                }
            default: try fail(node.span, "<< takes a mapping or a list of mappings", reader)
            }
        }
    }

    private func pairs(
        _ fields: FieldSet, of plan: RecordPlan, id: Int64, ancestors: [Int64], _ reader: YAMLReader, isMerged: Bool
    ) throws -> [RecordedNode] {
        var merged: [RecordedNode] = []
        while true {
            try reader.next()
            if reader.kind == .mappingEnd { return merged }
            let key = reader.span
            guard reader.kind == .scalar else {
                try fail(key, "a key must be text, this is \(found(reader))", reader)
                try reader.skip()
                try reader.next()
                try reader.skip()
                continue
            }
            if reader.isPlain, reader.text == mergeKey {
                merged.append(try reader.record())
                continue
            }
            guard let index = fields.find(reader.text) else {
                warnUnknownKey(fields, of: plan, reader)
                try reader.next()
                try reader.skip()
                continue
            }
            let bit = UInt64(1) << UInt64(index)
            let isRepeated = fields.seen & bit != 0
            fields.seen |= bit
            if isRepeated {
                if !isMerged { try fail(key, "the key \(fields.entries[index].field.key) stands here twice", reader) }
                try reader.next()
                try reader.skip()
                continue
            }
            try reader.next()
            try value(fields.entries[index], key: key, plan: plan, id: id, ancestors: ancestors, reader)
        }
    }

    private func value(
        _ entry: FieldSet.Entry, key: SourceSpan, plan: RecordPlan, id: Int64, ancestors: [Int64], _ reader: YAMLReader
    ) throws {
        let place = reader.span
        let isFlow = reader.isFlow
        func note(_ count: Int, in column: Int) {
            plan.row.set(column, integer: Int64(count))
            plan.row.note(column, key: key, value: isFlow ? SourceSpan(from: place.offset, to: reader.end) : key)
        }
        switch entry.action {
        case .value(let type, let columns):
            guard reader.kind == .scalar else { return try wrong(entry.field, type.expectation, reader) }
            if isNull(reader) {
                switch entry.field.none {
                case .emptyText: plan.row.set(columns[0], text: [])
                case .zero:
                    if case .vlan = type { plan.row.set(columns[0], text: [UInt8(ascii: "0")]) } else { plan.row.set(columns[0], integer: 0) }
                case .refused:
                    return try fail(
                        place,
                        "\(entry.field.key) cannot be null: it is \(type.expectation); leave the key out when it was not captured",
                        reader)
                }
            } else {
                guard try scalar(type, entry.field, in: &plan.row, columns: columns, reader) else { return }
            }
            for column in columns where plan.row.isSet(column) { plan.row.note(column, key: key, value: place) }
        case .pair(let first, let second):
            try pair(entry.field, columns: (first, second), key: key, row: &plan.row, reader)
        case .list(let list, let count):
            guard reader.kind == .sequenceStart else { return try wrong(entry.field, "a list", reader) }
            note(try items(list, entry.field, owner: id, reader), in: count)
        case .map(let list, let count):
            guard reader.kind == .mappingStart else { return try wrong(entry.field, "a mapping from names to values", reader) }
            note(try namedItems(list, entry.field, owner: id, reader), in: count)
        case .record(let child, let count):
            guard reader.kind == .mappingStart else { return try wrong(entry.field, "a mapping", reader) }
            try record(child, ancestors: ancestors, reader)
            note(1, in: count)
        case .records(let child, let count):
            guard reader.kind == .sequenceStart else { return try wrong(entry.field, "a list of mappings", reader) }
            note(try records(child, entry.field, ancestors: ancestors, reader), in: count)
        case .group(let fields):
            guard reader.kind == .mappingStart else { return try wrong(entry.field, "a mapping", reader) }
            fields.begin()
            try pairs(fields, of: plan, id: id, ancestors: ancestors, reader)
        }
    }

    private func records(_ plan: RecordPlan, _ field: Field, ancestors: [Int64], _ reader: YAMLReader) throws -> Int {
        var count = 0
        plan.siblings.removeAll(keepingCapacity: true)
        while true {
            try reader.next()
            if reader.kind == .sequenceEnd { return count }
            count += 1
            if reader.kind == .mappingStart {
                try record(plan, ancestors: ancestors, reader)
            } else {
                try wrong(field, "a mapping with the keys of one of the \(plan.record.table)", reader)
            }
        }
    }

    private func items(_ list: ListPlan, _ field: Field, owner: Int64, _ reader: YAMLReader) throws -> Int {
        var count = 0
        while true {
            try reader.next()
            if reader.kind == .sequenceEnd { return count }
            count += 1
            guard reader.kind == .scalar, !isNull(reader) else {
                try wrong(field, list.type.expectation, reader)
                continue
            }
            try item(list, field, key: reader.span, owner: owner, reader)
        }
    }

    private func namedItems(_ list: ListPlan, _ field: Field, owner: Int64, _ reader: YAMLReader) throws -> Int {
        var names: Set<[UInt8]> = []
        while true {
            try reader.next()
            if reader.kind == .mappingEnd { return names.count }
            let key = reader.span
            guard reader.kind == .scalar, let column = list.nameColumn else {
                try wrong(field, "a name", reader)
                try reader.next()
                try reader.skip()
                continue
            }
            let name = reader.text
            if !names.insert(name).inserted {
                try fail(key, "the key \(String(decoding: name, as: UTF8.self)) stands here twice", reader)
            }
            try reader.next()
            guard reader.kind == .scalar, !isNull(reader) else {
                try wrong(field, list.type.expectation, reader)
                continue
            }
            list.row.clear()
            list.row.set(column, text: name)
            try item(list, field, key: key, owner: owner, reader)
        }
    }

    /// Stores the current scalar as an item; of a mapping the name is in the row already.
    private func item(_ list: ListPlan, _ field: Field, key: SourceSpan, owner: Int64, _ reader: YAMLReader) throws {
        if list.nameColumn == nil { list.row.clear() }
        list.row.set(0, integer: owner)
        guard try scalar(list.type, field, in: &list.row, columns: list.valueColumns, reader) else { return }
        for column in list.valueColumns where list.row.isSet(column) {
            list.row.note(column, key: key, value: reader.span)
        }
        if let name = list.nameColumn { list.row.note(name, key: key, value: key) }
        let id = store.reserveID(in: list.table.name)
        try store.insert(&list.row, into: list.table, id: id, file: fileIndex)
    }

    private func pair(
        _ field: Field, columns: (Int, Int), key: SourceSpan, row: inout Row, _ reader: YAMLReader
    ) throws {
        let expectation = "a list of exactly two different names"
        guard reader.kind == .sequenceStart else { return try wrong(field, expectation, reader) }
        let start = reader.span
        let isFlow = reader.isFlow
        var names: [(text: [UInt8], place: SourceSpan)] = []
        try reader.next()
        while reader.kind != .sequenceEnd {
            if reader.kind == .scalar { names.append((reader.text, reader.span)) } else { try reader.skip() }
            try reader.next()
        }
        guard names.count == 2, names[0].text != names[1].text else {
            return try fail(
                isFlow ? SourceSpan(from: start.offset, to: reader.end) : start, "\(field.key): expected \(expectation)", reader)
        }
        if names[1].text.lexicographicallyPrecedes(names[0].text) { names.swapAt(0, 1) }
        for (column, name) in zip([columns.0, columns.1], names) {
            row.set(column, text: name.text)
            row.note(column, key: key, value: name.place)
        }
    }

    /// Stores the current scalar; false when it was reported instead.
    private func scalar(
        _ type: ValueType, _ field: Field, in row: inout Row, columns: [Int], _ reader: YAMLReader
    ) throws -> Bool {
        let before = columns.count > 1 ? row.integer(columns[1]) : nil
        switch parser.store(reader.text, isPlain: reader.isPlain, as: type, in: &row, columns: columns) {
        case .stored: break
        case .wrong:
            try wrong(field, type.expectation, reader)
            return false
        case .unusual(let known):
            let text = String(decoding: reader.text, as: UTF8.self)
            let hint = nearest(to: text, among: known).map { "; did you mean \($0)?" } ?? "; known are \(known.joined(separator: ", "))"
            warnings.append(
                Diagnostic(.warning, in: reader.file, at: reader.span, message: "\(field.key): \(text) is not a known value\(hint)"))
        }
        if case .interfaceAddress = type, let before, let after = row.integer(columns[1]), before != after {
            try fail(reader.span, "\(field.key) says /\(after), the netmask says /\(before)", reader)
            return false
        }
        return true
    }

    private func warnUnknownKey(_ fields: FieldSet, of plan: RecordPlan, _ reader: YAMLReader) {
        let key = String(decoding: reader.text, as: UTF8.self)
        let known = fields.entries.map(\.field.key)
        let hint = nearest(to: key, among: known).map { "did you mean \($0)?" } ?? "known are \(known.joined(separator: ", "))"
        warnings.append(
            Diagnostic(
                .warning, in: reader.file, at: reader.span,
                message: "\(plan.record.table) have no key \(key), so it is passed over; \(hint)"))
    }

    private func wrong(_ field: Field, _ expectation: String, _ reader: YAMLReader) throws {
        var found = found(reader)
        if reader.kind == .scalar, !reader.isPlain { found += "; numbers and true or false stand without quotes" }
        if isNull(reader), expectation.hasPrefix("a list") { found += "; write [] when there is none, or leave the key out" }
        let place = reader.span
        try reader.skip()
        try fail(place, "\(field.key): expected \(expectation), found \(found)", reader)
    }

    private func found(_ reader: YAMLReader) -> String {
        switch reader.kind {
        case .mappingStart: return "a mapping"
        case .sequenceStart: return "a list"
        default:
            let text = String(decoding: reader.text.prefix(80), as: UTF8.self)
            return isNull(reader) ? "nothing" : reader.isPlain ? text : "the text \"\(text)\""
        }
    }

    private func isNull(_ reader: YAMLReader) -> Bool {
        guard reader.kind == .scalar, reader.isPlain, reader.text.count <= 4 else { return false }
        return nulls.contains(reader.text)
    }

    private func fail(_ place: SourceSpan, _ message: String, _ reader: YAMLReader) throws {
        report(place, message, reader)
        if errors.count >= Self.errorLimit { throw TooManyErrors() }
    }

    private func report(_ place: SourceSpan, _ message: String, _ reader: YAMLReader) {
        errors.append(Diagnostic(.error, in: reader.file, at: place, message: message))
    }
}

private let mergeKey = Array("<<".utf8)
private let nulls = ["", "~", "null", "Null", "NULL"].map { Array($0.utf8) }
