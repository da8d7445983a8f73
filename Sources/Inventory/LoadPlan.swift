import Facts

/// What the loader does at each key of a mapping, compiled from the declaration.
final class FieldSet {
    /// What one key leads to.
    struct Entry {
        let key: [UInt8]
        let field: Field
        let action: Action
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
        guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
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

    /// The columns for the ids of the rows around this one, outermost first.
    let ancestorColumns: [Int]

    /// The row being filled; a record never contains its own kind, so one is enough.
    var row: Row

    /// The keys of the siblings read so far, with their places.
    var siblings: [[UInt8]: UInt32] = [:]

    init(_ record: Record, under ancestors: [String]) {
        guard let table = InventorySchema.table(record.table) else { preconditionFailure("undeclared table") }
        self.record = record
        self.table = table
        row = Row(of: table)
        keyColumns = record.key.compactMap { table.index(of: $0) }
        ancestorColumns = ancestors.compactMap { table.index(of: $0) }
        let isRoot = record.table == InventorySchema.root.table
        let inner = isRoot ? [] : ancestors + [record.singular + "ID"]
        fields = FieldSet(record.fields.map { Self.entry($0, in: table, prefix: "", under: inner) })
    }

    private static func entry(_ field: Field, in table: Table, prefix: String, under ancestors: [String]) -> FieldSet.Entry {
        func column(_ name: String) -> Int {
            guard let index = table.index(of: prefix + name) else { preconditionFailure("undeclared column \(name)") }
            return index
        }
        let action: FieldSet.Action =
            switch field.content {
            case .value(let type): .value(type, columns: type.columnNames(field.key).map(column))
            case .pair(let first, let second): .pair(column(first), column(second))
            case .list(let type, let table, let name):
                .list(ListPlan(table: table, type: type, nameColumn: nil, valueColumn: name), count: column(field.key))
            case .map(let type, let table, let name, let value):
                .map(ListPlan(table: table, type: type, nameColumn: name, valueColumn: value), count: column(field.key))
            case .record(let record): .record(RecordPlan(record, under: ancestors), count: column(field.key))
            case .records(let record): .records(RecordPlan(record, under: ancestors), count: column(field.key))
            case .group(let fields):
                .group(
                    FieldSet(fields.map { entry($0, in: table, prefix: prefix + field.key + "_", under: ancestors) }))
            }
        return FieldSet.Entry(key: Array(field.key.utf8), field: field, action: action)
    }
}

/// How the items of a list, or the pairs of a mapping with free names, become rows.
final class ListPlan {
    let table: Table
    let type: ValueType
    let nameColumn: Int?
    let valueColumns: [Int]
    var row: Row

    init(table name: String, type: ValueType, nameColumn: String?, valueColumn: String) {
        guard let table = InventorySchema.table(name) else { preconditionFailure("undeclared table") }
        self.table = table
        self.type = type
        self.nameColumn = nameColumn.flatMap { table.index(of: $0) }
        valueColumns = type.columnNames(valueColumn).compactMap { table.index(of: $0) }
        row = Row(of: table)
    }
}
