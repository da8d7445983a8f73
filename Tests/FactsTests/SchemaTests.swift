import Testing

@testable import Facts

@Suite struct SchemaTests {
    /// Every record of the declaration, as often as it has a place.
    private static let records: [Record] = records(in: InventorySchema.root) + records(in: EvidenceSchema.root)

    private static func records(in record: Record) -> [Record] {
        [record]
            + record.fields.flatMap { field -> [Record] in
                switch field.content {
                case .record(let child), .records(let child), .namedRecords(let child, _, _): records(in: child)
                default: []
                }
            }
    }

    /// The columns of a table that keys around its records fill.
    private static func names(of table: String) -> Set<String> {
        Set(
            records.flatMap(\.fields).compactMap { field in
                if case .namedRecords(let record, let column, _) = field.content, record.table == table {
                    column
                } else {
                    nil
                }
            })
    }

    /// The fields of a mapping with those of its groups.
    private static func flat(_ fields: [Field], path: String = "") -> [(path: String, field: Field)] {
        fields.flatMap { field -> [(path: String, field: Field)] in
            if case .group(let inner) = field.content { return flat(inner, path: path + field.key + ".") }
            return [(path + field.key, field)]
        }
    }

    @Test func tableNamesDiffer() {
        // SQL takes no letter case for a difference.
        let names = (FactSchema.tables.map(\.name) + DerivedFacts.tables.map(\.name)).map { $0.lowercased() }
        #expect(Set(names).count == names.count)
        #expect(names.count > 30)
    }

    @Test(arguments: FactSchema.tables.map(\.name))
    func columnNamesDiffer(table: String) throws {
        let names =
            ["id", "origin"] + (try #require(FactSchema.table(table))).columns.map { $0.name.lowercased() }
        #expect(Set(names).count == names.count)
    }

    @Test func recordsDiffer() {
        let byTable = Dictionary(grouping: Self.records, by: \.table)
        #expect(Set(Self.records.map(\.singular)).count == byTable.count)
        for (table, records) in byTable {
            #expect(Set(records.map { $0.fields.map(\.key) }).count == 1, "\(table) is declared twice and differently")
        }
    }

    @Test(arguments: records.map(\.table))
    func keysDiffer(table: String) throws {
        let record = try #require(Self.records.first { $0.table == table })
        func check(_ fields: [Field]) {
            #expect(Set(fields.map(\.key)).count == fields.count)
            #expect(!fields.contains { $0.key == "<<" || $0.key.contains(".") })
            for field in fields { if case .group(let inner) = field.content { check(inner) } }
        }
        check(record.fields)
    }

    /// Each field has its columns, and each column its field, its list or the row it belongs to.
    @Test(arguments: records.map(\.table))
    func everyFieldIsReachable(name: String) throws {
        let record = try #require(Self.records.first { $0.table == name })
        let table = try #require(FactSchema.table(name))
        var paths = Self.names(of: name)
        for (path, field) in Self.flat(record.fields) {
            let prefix = path.split(separator: ".").dropLast().map { $0 + "_" }.joined()
            let columns: [String]
            switch field.content {
            case .value(let type), .observed(let type): columns = type.columnNames(field.key).map { prefix + $0 }
            case .pair(let first, let second): columns = [first, second]
            case .list(let type, let list, let column):
                columns = [field.key]
                let items = try #require(FactSchema.table(list))
                #expect(items.isList)
                #expect(items.columns.map(\.name) == [record.singular + "ID"] + type.columnNames(column))
            case .map(let type, let list, let nameColumn, let valueColumn):
                columns = [field.key]
                let items = try #require(FactSchema.table(list))
                #expect(items.isList)
                #expect(
                    items.columns.map(\.name) == [record.singular + "ID", nameColumn] + type.columnNames(valueColumn))
            case .unread: continue
            case .record(let child), .records(let child), .namedRecords(let child, _, _):
                columns = [field.key]
                let link = record.isWhole ? nil : record.singular + "ID"
                let linked = try #require(FactSchema.table(child.table))
                if let link { #expect(linked.index(of: link) != nil) }
            case .group: columns = []
            }
            #expect(!columns.isEmpty)
            for column in columns {
                let index = try #require(table.index(of: column), "\(name) lacks \(column)")
                paths.insert(try #require(table.columns[index].path))
            }
        }
        for column in table.columns {
            if let path = column.path {
                #expect(paths.contains(path))
            } else {
                #expect(table.ancestors.contains { $0.column == column.name })
            }
        }
        for key in table.key { #expect(table.index(of: key) != nil) }
    }

    @Test(arguments: FactSchema.tables.map(\.name))
    func everyTableAndColumnIsDocumented(name: String) throws {
        let table = try #require(FactSchema.table(name))
        #expect(isSentence(table.documentation))
        for column in table.columns {
            #expect(isSentence(column.documentation), "\(name).\(column.name): \(column.documentation)")
            #expect(column.path == nil || !column.supply.isEmpty)
        }
    }

    @Test func everyDerivedTableAndColumnIsDocumented() {
        for table in DerivedFacts.tables {
            #expect(isSentence(table.documentation), "\(table.name)")
            for column in table.columns { #expect(isSentence(column.documentation), "\(table.name).\(column.name)") }
        }
    }

    /// The table reference shows documentation side by side: each ends with its full stop and has no other.
    private func isSentence(_ text: String) -> Bool {
        text.count > 3 && text.last == "." && !text.dropLast().contains(". ") && !text.contains("\n")
    }

    @Test func fieldsFitTheLoadersBits() {
        for record in Self.records { #expect(record.fields.count <= 64) }
    }

    /// A list of records can only be told apart by columns that its records have.
    @Test func requiredFieldsAreValues() {
        for record in Self.records {
            for field in record.fields where field.isRequired {
                switch field.content {
                case .value, .pair: break
                default: Issue.record("\(record.table).\(field.key) is required and no value")
                }
                #expect(field.none == .refused, "\(record.table).\(field.key) is required and may be null")
            }
        }
    }
}
