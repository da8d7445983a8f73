import Facts
import SourceText
import YAMLEvents

/// Mappings and lists become rows.
extension InventoryLoader {
    /// Reads the mapping whose start is the current event into a row of its own.
    ///
    /// - Parameters:
    ///   - plan: how it becomes a row.
    ///   - name: the key that it stands behind, where that is a name.
    ///   - ancestors: the rows around it.
    ///   - reader: what reads it.
    /// - Returns: the mapping's end; the reader may be at that of a mapping that was merged into it.
    /// - Throws: what ends the reading of the file.
    @discardableResult
    func record(
        _ plan: RecordPlan, named name: (text: [UInt8], place: SourceSpan)? = nil, ancestors: [Int64],
        _ reader: inout YAMLReader
    ) throws -> UInt32 {
        let place = reader.span
        let id = plan.writer.reserveID()
        recordsRead += 1
        if recordsRead % Self.recordsPerCall == 0 { onProgress?(reader.file, place.offset) }
        plan.row.clear()
        for (column, ancestor) in zip(plan.ancestorColumns, ancestors) { plan.row.set(column, integer: ancestor) }
        if let name, let column = plan.nameColumn {
            plan.row.set(column, text: name.text)
            plan.row.note(column, key: name.place, value: name.place)
        }
        plan.netmask = nil
        plan.fields.begin()
        let inner = plan.record.isWhole ? [] : ancestors + [id]
        let end = try pairs(plan.fields, of: plan, id: id, ancestors: inner, &reader)
        for (index, entry) in plan.fields.entries.enumerated()
        where entry.field.isRequired && plan.fields.seen & (1 << UInt64(index)) == 0 {
            try fail(
                place,
                "this entry of \(plan.record.table) lacks the key \(entry.field.key): \(entry.field.documentation)",
                &reader)
        }
        try checkNetmask(plan, &reader)
        try checkUnique(plan, at: place, &reader)
        if kind == .evidence { observe(plan, at: place, &reader) }
        try plan.writer.write(&plan.row, id: id, file: fileIndex)
        return end
    }

    /// Whether `text` can name something; what is wrong with it is reported.
    func checkName(
        _ text: [UInt8], of field: Field, at place: SourceSpan, _ reader: inout YAMLReader
    ) throws -> Bool {
        if text.isEmpty, field.isRequired {
            try fail(place, "\(field.key) must not be empty", &reader)
        } else if text.count > Self.nameLimit {
            try fail(
                place, "\(field.key): a name of \(text.count) bytes is longer than \(Self.nameLimit) bytes", &reader)
        } else {
            return true
        }
        return false
    }

    /// Holds the netmask against the address, once both are known: files have them in any order.
    private func checkNetmask(_ plan: RecordPlan, _ reader: inout YAMLReader) throws {
        guard let netmask = plan.netmask, let (address, prefixLength) = plan.interfaceColumns else { return }
        let text = plan.row.text(of: [address])
        let bits = plan.row.integer(prefixLength)
        switch (netmask.isNull, bits) {
        case (true, let bits?):
            try fail(netmask.value, "netmask is null, the address says /\(bits)", &reader)
        case (true, nil) where !text.isEmpty:
            try fail(
                netmask.value, "an address without a netmask; leave netmask out when it was not captured", &reader)
        case (true, nil):
            plan.row.set(prefixLength, integer: 0)
            plan.row.note(prefixLength, key: netmask.key, value: netmask.value)
        case (false, let bits?) where bits > 32 && !text.isEmpty && !text.contains(UInt8(ascii: ":")):
            try fail(
                netmask.value,
                "netmask: /\(bits) is longer than the 32 bits of the address \(String(decoding: text, as: UTF8.self))",
                &reader)
        default: break
        }
    }

    func checkUnique(_ plan: RecordPlan, at place: SourceSpan, _ reader: inout YAMLReader) throws {
        guard plan.record.identity == .unique, plan.keyColumns.allSatisfy({ plan.row.isSet($0) }) else { return }
        let key = plan.row.text(of: plan.keyColumns)
        if let first = plan.siblings[key] {
            let line = reader.file.position(at: first).line
            let name = key.map { $0 == 0 ? UInt8(ascii: " ") : $0 }
            try fail(
                place,
                "\(abridged(String(decoding: name, as: UTF8.self))) stands twice among the \(plan.record.table), first at line \(line)",
                &reader)
        } else {
            plan.siblings[key] = place.offset
        }
    }

    /// Reads keys and values up to the mapping's end, then the mappings that `<<` brought in, whose keys give way.
    ///
    /// - Returns: the mapping's end.
    @discardableResult
    func pairs(
        _ fields: FieldSet, of plan: RecordPlan, id: Int64, ancestors: [Int64], _ reader: inout YAMLReader,
        isMerged: Bool = false
    ) throws -> UInt32 {
        let merged = try ownPairs(fields, of: plan, id: id, ancestors: ancestors, &reader, isMerged: isMerged)
        let end = reader.end
        try merge(merged, &reader) { reader in
            try pairs(fields, of: plan, id: id, ancestors: ancestors, &reader, isMerged: true)
        }
        return end
    }

    /// Reads what `<<` brought in: `read` is called at the start of each mapping, the one that wins first.
    ///
    /// A mapping is read with all that it merges itself before the next one is.
    func merge(
        _ nodes: [RecordedNode], _ reader: inout YAMLReader, read: (inout YAMLReader) throws -> Void
    ) throws {
        for node in nodes {
            reader.replay(node)
            try reader.next()
            switch reader.kind {
            case .mappingStart: try read(&reader)
            case .sequenceStart:
                try reader.next()
                while reader.kind != .sequenceEnd {
                    if reader.kind == .mappingStart {
                        try read(&reader)
                    } else {
                        try fail(reader.span, "<< takes a mapping or a list of mappings", &reader)
                        try reader.skip()
                    }
                    try reader.next()
                }
            default: try fail(node.span, "<< takes a mapping or a list of mappings", &reader)
            }
        }
    }

    private func ownPairs(
        _ fields: FieldSet, of plan: RecordPlan, id: Int64, ancestors: [Int64], _ reader: inout YAMLReader,
        isMerged: Bool
    ) throws -> [RecordedNode] {
        var here: UInt64 = 0
        var merged: [RecordedNode] = []
        while true {
            try reader.next()
            if reader.kind == .mappingEnd { return merged }
            let key = reader.span
            guard reader.kind == .scalar else {
                try fail(key, "a key must be text, this is \(found(&reader))", &reader)
                try reader.skip()
                try reader.next()
                try reader.skip()
                continue
            }
            if reader.isPlain, reader.text == mergeKey {
                merged.append(try reader.record())
                continue
            }
            guard let index = fields.find(reader.text), takes(fields.entries[index].field) else {
                if kind == .inventory { warnUnknownKey(fields, of: plan, &reader) }
                try reader.next()
                try reader.skip()
                continue
            }
            let bit = UInt64(1) << UInt64(index)
            let isGiven = fields.seen & bit != 0
            let isRepeated = here & bit != 0
            if reader.text != fields.entries[index].key { warnFormerKey(fields.entries[index].field, &reader) }
            fields.seen |= bit
            here |= bit
            if isGiven {
                if isRepeated { try fail(key, "the key \(fields.entries[index].field.key) stands here twice", &reader) }
                try reader.next()
                try reader.skip()
                continue
            }
            try reader.next()
            try value(fields.entries[index], key: key, plan: plan, id: id, ancestors: ancestors, &reader)
        }
    }

    func value(
        _ entry: FieldSet.Entry, key: SourceSpan, plan: RecordPlan, id: Int64, ancestors: [Int64],
        _ reader: inout YAMLReader
    ) throws {
        let place = reader.span
        let isFlow = reader.isFlow
        func note(_ count: Int, in column: Int, end: UInt32) {
            plan.row.set(column, integer: Int64(count))
            plan.row.note(column, key: key, value: isFlow ? SourceSpan(from: place.offset, to: end) : key)
        }
        switch entry.action {
        case .value(let type, let columns):
            guard reader.kind == .scalar else { return try wrong(entry.field, type.expectation, &reader) }
            if isNull(&reader) {
                switch entry.field.none {
                case .emptyText: plan.row.set(columns[0], text: [])
                case .zero:
                    if type == .netmask {
                        plan.netmask = (key, place, isNull: true)
                        return
                    }
                    if case .vlan = type {
                        plan.row.set(columns[0], text: [UInt8(ascii: "0")])
                    } else {
                        plan.row.set(columns[0], integer: 0)
                    }
                case .refused:
                    let advice = entry.field.isRequired ? "" : "; leave the key out when it was not captured"
                    return try fail(
                        place, "\(entry.field.key) cannot be null: it is \(type.expectation)\(advice)", &reader)
                }
            } else {
                if type == .text, entry.field.isRequired || plan.keyColumns.contains(columns[0]) {
                    guard try checkName(reader.text, of: entry.field, at: place, &reader) else { return }
                }
                guard try scalar(type, entry.field, in: &plan.row, columns: columns, &reader) else { return }
                if type == .netmask { plan.netmask = (key, place, isNull: false) }
            }
            for column in columns where plan.row.isSet(column) { plan.row.note(column, key: key, value: place) }
        case .pair(let first, let second):
            try pair(entry.field, columns: (first, second), key: key, row: &plan.row, &reader)
        case .list(let list, let count):
            guard reader.kind == .sequenceStart else { return try wrong(entry.field, "a list", &reader) }
            note(try items(list, entry.field, owner: id, &reader), in: count, end: reader.end)
        case .map(let list, let count):
            guard reader.kind == .mappingStart else {
                return try wrong(entry.field, "a mapping from names to values", &reader)
            }
            var names: Set<[UInt8]> = []
            let end = try namedItems(list, entry.field, owner: id, besides: &names, &reader)
            note(names.count, in: count, end: end)
        case .record(let child, let count):
            guard reader.kind == .mappingStart else { return try wrong(entry.field, "a mapping", &reader) }
            note(1, in: count, end: try record(child, ancestors: ancestors, &reader))
        case .records(let child, let count):
            guard reader.kind == .sequenceStart else { return try wrong(entry.field, "a list of mappings", &reader) }
            note(try records(child, entry.field, ancestors: ancestors, &reader), in: count, end: reader.end)
        case .namedRecords(let child, let names, let count):
            guard reader.kind == .mappingStart else {
                return try wrong(entry.field, "a mapping", &reader)
            }
            note(
                try namedRecords(child, names, entry.field, ancestors: ancestors, &reader), in: count, end: reader.end)
        case .passOver: try reader.skip()
        case .group(let fields):
            guard reader.kind == .mappingStart else { return try wrong(entry.field, "a mapping", &reader) }
            fields.begin()
            try pairs(fields, of: plan, id: id, ancestors: ancestors, &reader)
        }
    }

    /// Reads a mapping from names to records; names that are not known are passed over.
    ///
    /// - Returns: how many records there are.
    private func namedRecords(
        _ plan: RecordPlan, _ names: [[UInt8]], _ field: Field, ancestors: [Int64], _ reader: inout YAMLReader
    ) throws -> Int {
        var seen: Set<[UInt8]> = []
        while true {
            try reader.next()
            if reader.kind == .mappingEnd { return seen.count }
            let name = (text: reader.text, place: reader.span)
            guard reader.kind == .scalar, names.contains(name.text) else {
                try reader.skip()
                try reader.next()
                try reader.skip()
                continue
            }
            if !seen.insert(name.text).inserted {
                try fail(name.place, "the key \(String(decoding: name.text, as: UTF8.self)) stands here twice", &reader)
            }
            try reader.next()
            if reader.kind == .mappingStart {
                try record(plan, named: name, ancestors: ancestors, &reader)
            } else {
                try wrong(field, "a mapping with the keys of one of the \(plan.record.table)", &reader)
            }
        }
    }

    func records(_ plan: RecordPlan, _ field: Field, ancestors: [Int64], _ reader: inout YAMLReader) throws -> Int {
        var count = 0
        plan.siblings.removeAll(keepingCapacity: true)
        while true {
            try reader.next()
            if reader.kind == .sequenceEnd { return count }
            count += 1
            if reader.kind == .mappingStart {
                try record(plan, ancestors: ancestors, &reader)
            } else {
                try wrong(field, "a mapping with the keys of one of the \(plan.record.table)", &reader)
            }
        }
    }
}
let mergeKey = Array("<<".utf8)
