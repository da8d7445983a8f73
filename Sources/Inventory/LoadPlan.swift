import Facts
import SourceText

/// What the loader does at each key of a mapping, compiled from the declaration.
final class FieldSet {
    /// What one key leads to; a class, because entries are passed around for every key of every host.
    final class Entry {
        let key: [UInt8]
        let formerKeys: [[UInt8]]
        let field: Field
        let action: Action

        init(_ field: Field, action: Action) {
            key = Array(field.key.utf8)
            formerKeys = field.formerKeys.map { Array($0.utf8) }
            self.field = field
            self.action = action
        }
    }

    /// How the value behind a key is stored.
    enum Action {
        case value(ValueType, columns: [Int])
        case pair(Int, Int)
        case list(ListPlan, count: Int)
        case map(ListPlan, count: Int)
        case record(RecordPlan, count: Int)
        case records(RecordPlan, count: Int)
        case group(FieldSet)
        case namedRecords(RecordPlan, names: [[UInt8]], count: Int)
        case passOver
    }

    let entries: [Entry]
    private var expected = 0

    /// The keys of the mapping being read that were met, as bits.
    var seen: UInt64 = 0

    init(_ entries: [Entry]) {
        precondition(entries.count <= 64)
        self.entries = entries
    }

    /// The entry for `key`; files keep one order of keys, so the guess is nearly always right.
    func find(_ key: [UInt8]) -> Int? {
        if expected < entries.count, entries[expected].key == key {
            expected += 1
            return expected - 1
        }
        guard
            let index = entries.firstIndex(where: { $0.key == key })
                ?? entries.firstIndex(where: { $0.formerKeys.contains(key) })
        else { return nil }
        expected = index + 1
        return index
    }

    func begin() {
        seen = 0
        expected = 0
    }
}

/// How a mapping becomes a row.
final class RecordPlan {
    let record: Record
    let table: Table
    let fields: FieldSet
    let keyColumns: [Int]

    /// The column for the key that the record stands behind, where that is a name.
    let nameColumn: Int?
    let writer: TableWriter

    /// The columns for the ids of the rows around this one, outermost first.
    let ancestorColumns: [Int]

    /// The row being filled; a record never contains its own kind, so one is enough.
    var row: Row

    /// The columns of an address and of its prefix length, where it has them.
    let interfaceColumns: (address: Int, prefixLength: Int)?

    /// Where the row being filled has its netmask, held against the address at the end.
    var netmask: (key: SourceSpan, value: SourceSpan, isNull: Bool)?

    /// The keys of the siblings read so far, with their places.
    var siblings: [[UInt8]: UInt32] = [:]

    init(
        _ record: Record, named nameColumn: String? = nil, under ancestors: [String], in store: FactStore
    ) throws(SQLError) {
        guard let table = FactSchema.table(record.table) else { preconditionFailure("undeclared table") }
        self.record = record
        self.table = table
        row = Row(of: table)
        writer = try store.writer(of: table)
        keyColumns = record.key.compactMap { table.index(of: $0) }
        self.nameColumn = nameColumn.flatMap { table.index(of: $0) }
        interfaceColumns = table.index(of: "ip").flatMap { address in
            table.index(of: "prefixLength").map { (address, $0) }
        }
        ancestorColumns = ancestors.compactMap { table.index(of: $0) }
        let inner = record.isWhole ? [] : ancestors + [record.singular + "ID"]
        fields = try Self.fields(record.fields, in: table, prefix: "", under: inner, store)
    }

    private static func fields(
        _ fields: [Field], in table: Table, prefix: String, under ancestors: [String], _ store: FactStore
    ) throws(SQLError) -> FieldSet {
        FieldSet(
            try fields.map { (field) throws(SQLError) in
                try entry(field, in: table, prefix: prefix, under: ancestors, store)
            })
    }

    private static func entry(
        _ field: Field, in table: Table, prefix: String, under ancestors: [String], _ store: FactStore
    ) throws(SQLError) -> FieldSet.Entry {
        func column(_ name: String) -> Int {
            guard let index = table.index(of: prefix + name) else { preconditionFailure("undeclared column \(name)") }
            return index
        }
        let action: FieldSet.Action
        switch field.content {
        case .value(let type), .observed(let type):
            action = .value(type, columns: type.columnNames(field.key).map(column))
        case .pair(let first, let second): action = .pair(column(first), column(second))
        case .list(let type, let table, let name):
            action = .list(
                try ListPlan(table: table, type: type, valueColumn: name, in: store), count: column(field.key))
        case .map(let type, let table, let name, let value):
            action = .map(
                try ListPlan(table: table, type: type, nameColumn: name, valueColumn: value, in: store),
                count: column(field.key))
        case .record(let record):
            action = .record(try RecordPlan(record, under: ancestors, in: store), count: column(field.key))
        case .records(let record):
            action = .records(try RecordPlan(record, under: ancestors, in: store), count: column(field.key))
        case .namedRecords(let record, let nameColumn, let names):
            action = .namedRecords(
                try RecordPlan(record, named: nameColumn, under: ancestors, in: store),
                names: names.map { Array($0.utf8) }, count: column(field.key))
        case .unread: action = .passOver
        case .group(let nested):
            action = .group(
                try fields(nested, in: table, prefix: prefix + field.key + "_", under: ancestors, store))
        }
        return FieldSet.Entry(field, action: action)
    }
}

/// How the items of a list, or the pairs of a mapping with free names, become rows.
final class ListPlan {
    let table: Table
    let type: ValueType
    let nameColumn: Int?
    let valueColumns: [Int]
    let writer: TableWriter
    var row: Row

    /// The items of the list being read.
    var items = ListItems()

    init(
        table name: String, type: ValueType, nameColumn: String? = nil, valueColumn: String, in store: FactStore
    ) throws(SQLError) {
        guard let table = FactSchema.table(name) else { preconditionFailure("undeclared table") }
        self.table = table
        self.type = type
        self.nameColumn = nameColumn.flatMap { table.index(of: $0) }
        valueColumns = type.columnNames(valueColumn).compactMap { table.index(of: $0) }
        row = Row(of: table)
        writer = try store.writer(of: table)
    }
}
