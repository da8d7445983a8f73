/// A table of facts as SQL has it, derived from the declaration.
public struct Table: Sendable {
    /// One column.
    public struct Column: Sendable {
        /// The name in SQL.
        public let name: String

        /// `INTEGER`, `REAL` or `TEXT`.
        public let type: String

        /// What it holds, in one sentence.
        public let documentation: String

        /// The key in YAML that fills it, dotted when nested; nothing for the columns that link tables.
        public let path: String?

        /// The command or document that supplies it.
        public let supply: String
    }

    /// The name in SQL.
    public let name: String

    /// What a row is, in one sentence.
    public let documentation: String

    /// The columns after `id` and `origin`.
    public internal(set) var columns: [Column]

    /// The columns that tell a row from its siblings.
    public let key: [String]

    /// The tables a row may belong to, outermost first; a column `<singular>ID` stands for each.
    public internal(set) var ancestors: [(table: String, column: String)]

    /// The lists of other tables that the rows come from, each with the column that links a row to its owner.
    public internal(set) var places: [(table: String, column: String, link: String)]

    /// Whether two rows under one owner with one key are one object.
    public let hasUniqueRows: Bool

    /// Whether rows are single scalars of a list or a mapping.
    public let isList: Bool

    /// The place of `column` among the columns.
    public func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }

    /// The statement that makes the table.
    var definition: String {
        let columns = columns.map { ", \"\($0.name)\" \($0.type)" }.joined()
        return "CREATE TABLE \"\(name)\" (id INTEGER PRIMARY KEY, origin INTEGER\(columns)) STRICT"
    }
}

extension Table {
    /// The tables of `root` and of all that is in it, parents before their children.
    static func all(of root: Record) -> [Table] {
        var tables: [Table] = []
        collect(root, under: [], place: nil, into: &tables)
        return tables
    }

    private typealias Ancestors = [(table: String, column: String)]

    private static func collect(
        _ record: Record, under ancestors: Ancestors, place: (table: String, column: String)?, named: [Column] = [],
        into tables: inout [Table]
    ) {
        let places = place.map { [(table: $0.table, column: $0.column, link: ancestors.last?.column ?? "")] } ?? []
        let links = ancestors.map { link($0.column, to: $0.table) }
        let own = (table: record.table, column: record.singular + "ID")
        if let index = tables.firstIndex(where: { $0.name == record.table }) {
            // A record that has two places, as port groups have, gets the links of both.
            tables[index].columns += links.filter { link in tables[index].index(of: link.name) == nil }
            tables[index].ancestors += ancestors.filter { new in
                !tables[index].ancestors.contains { $0.column == new.column }
            }
            tables[index].places += places
            return
        }
        tables.append(
            Table(
                name: record.table, documentation: record.documentation,
                columns: links + named + fieldColumns(of: record),
                key: record.key, ancestors: ancestors, places: places, hasUniqueRows: record.identity != .none,
                isList: false))
        for field in record.fields {
            switch field.content {
            case .record(let child), .records(let child), .namedRecords(let child, _, _):
                let inner = record.isWhole ? [] : ancestors + [own]
                var name: [Column] = []
                if case .namedRecords(_, let column, _) = field.content {
                    name = [
                        Column(
                            name: column, type: "TEXT", documentation: field.documentation, path: column,
                            supply: record.supply)
                    ]
                }
                collect(child, under: inner, place: (record.table, field.key), named: name, into: &tables)
            case .list(let type, let table, let column):
                let values = type.columns(of: column).map { value($0, of: field, in: record) }
                tables.append(
                    Table(
                        name: table, documentation: field.documentation,
                        columns: [link(own.column, to: own.table)] + values,
                        key: [column], ancestors: [own], places: [(record.table, field.key, own.column)],
                        hasUniqueRows: false, isList: true))
            case .map(let type, let table, let nameColumn, let valueColumn):
                let values = [(nameColumn, "TEXT")] + type.columns(of: valueColumn)
                tables.append(
                    Table(
                        name: table, documentation: field.documentation,
                        columns: [link(own.column, to: own.table)] + values.map { value($0, of: field, in: record) },
                        key: [nameColumn], ancestors: [own], places: [(record.table, field.key, own.column)],
                        hasUniqueRows: false, isList: true))
            case .value, .pair, .group, .unread, .observed: break
            }
        }
    }

    /// Two fields may fill one column, as `ip` and `netmask` fill `prefixLength`; it then bears the second one's name.
    private static func fieldColumns(of record: Record) -> [Table.Column] {
        let all = record.fields.flatMap { columns(of: $0, in: record, prefix: "", path: "") }
        return all.enumerated().filter { index, column in
            !all[(index + 1)...].contains { $0.name == column.name }
        }.map(\.element)
    }

    private static func link(_ column: String, to table: String) -> Table.Column {
        Table.Column(
            name: column, type: "INTEGER", documentation: "The row of \(table) it belongs to.", path: nil, supply: "")
    }

    private static func value(
        _ column: (name: String, type: String), of field: Field, in record: Record
    ) -> Table.Column {
        Table.Column(
            name: column.name, type: column.type, documentation: field.documentation, path: field.key,
            supply: field.supply ?? record.supply)
    }

    private static func columns(of field: Field, in record: Record, prefix: String, path: String) -> [Table.Column] {
        let named: [(name: String, type: String)]
        var supply = field.supply ?? record.supply
        switch field.content {
        case .value(let type), .observed(let type):
            named = type.columns(of: field.key).map { (prefix + $0.name, $0.type) }
        case .pair(let first, let second): named = [(first, "TEXT"), (second, "TEXT")]
        case .list, .map: named = [(prefix + field.key, "INTEGER")]
        case .unread: named = []
        case .record(let child), .records(let child), .namedRecords(let child, _, _):
            named = [(prefix + field.key, "INTEGER")]
            supply = field.supply ?? child.supply
        case .group(let fields):
            return fields.flatMap {
                columns(of: $0, in: record, prefix: prefix + field.key + "_", path: path + field.key + ".")
            }
        }
        return named.map { column in
            Table.Column(
                name: column.name, type: column.type, documentation: field.documentation, path: path + field.key,
                supply: supply)
        }
    }
}
