import Facts
import SourceText
import YAMLEvents

extension InventoryLoader {
    func items(_ list: ListPlan, _ field: Field, owner: Int64, _ reader: inout YAMLReader) throws -> Int {
        list.items.removeAll()
        while true {
            try reader.next()
            if reader.kind == .sequenceEnd { return list.items.count }
            guard reader.kind == .scalar, !isNull(&reader) else {
                try wrong(field, list.type.expectation, &reader)
                continue
            }
            try item(list, field, key: reader.span, owner: owner, &reader)
        }
    }

    /// Reads names with their values; those that `<<` brings in give way to the `names` that are there.
    ///
    /// - Returns: the mapping's end.
    func namedItems(
        _ list: ListPlan, _ field: Field, owner: Int64, besides names: inout Set<[UInt8]>, _ reader: inout YAMLReader
    ) throws -> UInt32 {
        let given = names
        var merged: [RecordedNode] = []
        while true {
            try reader.next()
            if reader.kind == .mappingEnd { break }
            let key = reader.span
            guard reader.kind == .scalar, let column = list.nameColumn else {
                try wrong(field, "a name", &reader)
                try reader.next()
                try reader.skip()
                continue
            }
            if reader.isPlain, reader.text == mergeKey {
                merged.append(try reader.record())
                continue
            }
            let name = reader.text
            if given.contains(name) {
                try reader.next()
                try reader.skip()
                continue
            }
            if !names.insert(name).inserted {
                try fail(key, "the key \(abridged(String(decoding: name, as: UTF8.self))) stands here twice", &reader)
            }
            try reader.next()
            guard reader.kind == .scalar, !isNull(&reader) else {
                try wrong(field, list.type.expectation, &reader)
                continue
            }
            guard name.count <= Self.nameLimit else {
                try fail(
                    key, "\(field.key): a name of \(name.count) bytes is longer than \(Self.nameLimit) bytes", &reader)
                continue
            }
            list.row.clear()
            list.row.set(column, text: name)
            try item(list, field, key: key, owner: owner, &reader)
        }
        let end = reader.end
        try merge(merged, &reader) { reader in
            _ = try namedItems(list, field, owner: owner, besides: &names, &reader)
        }
        return end
    }

    /// Stores the current scalar as an item; of a mapping the name is in the row already.
    func item(_ list: ListPlan, _ field: Field, key: SourceSpan, owner: Int64, _ reader: inout YAMLReader) throws {
        if list.nameColumn == nil { list.row.clear() }
        list.row.set(0, integer: owner)
        guard try scalar(list.type, field, in: &list.row, columns: list.valueColumns, &reader) else { return }
        if list.nameColumn == nil, isRepeated(list, &reader) { return }
        for column in list.valueColumns where list.row.isSet(column) {
            list.row.note(column, key: key, value: reader.span)
        }
        if let name = list.nameColumn { list.row.note(name, key: key, value: key) }
        try list.writer.write(&list.row, id: list.writer.reserveID(), file: fileIndex)
    }

    func pair(
        _ field: Field, columns: (Int, Int), key: SourceSpan, row: inout Row, _ reader: inout YAMLReader
    ) throws {
        let expectation = "a list of exactly two different names"
        guard reader.kind == .sequenceStart else { return try wrong(field, expectation, &reader) }
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
                isFlow ? SourceSpan(from: start.offset, to: reader.end) : start,
                "\(field.key): expected \(expectation)", &reader)
        }
        for name in names {
            guard try checkName(name.text, of: field, at: name.place, &reader) else { return }
        }
        if names[1].text.lexicographicallyPrecedes(names[0].text) { names.swapAt(0, 1) }
        for (column, name) in zip([columns.0, columns.1], names) {
            row.set(column, text: name.text)
            row.note(column, key: key, value: name.place)
        }
    }
}
