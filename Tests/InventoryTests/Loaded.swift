import Facts
import Foundation
import Inventory
import SourceText

/// An inventory that has been loaded, with the means to ask it.
struct Loaded {
    let text: String
    let store: FactStore
    let reader: Database
    let warnings: [String]

    /// Loads `text`; with its errors thrown.
    init(_ text: String, path: String = "test.yaml") throws {
        self.text = text
        store = try FactStore()
        let loader = InventoryLoader(into: store)
        try loader.load(SourceFile(path: path, bytes: Array(text.utf8)))
        try store.seal()
        reader = try store.reader()
        warnings = loader.warnings.map(\.description)
    }

    /// The rows that `sql` gives.
    func rows(_ sql: String) throws -> [[SQLValue]] {
        let statement = try reader.prepare(sql)
        var rows: [[SQLValue]] = []
        while try statement.step() { rows.append(statement.columnNames.indices.map { statement.value($0) }) }
        return rows
    }

    /// The only value that `sql` gives.
    func value(_ sql: String) throws -> SQLValue? {
        let rows = try rows(sql)
        return rows.count == 1 && rows[0].count == 1 ? rows[0][0] : nil
    }

    /// Where `column` of row `id` of `table` was written.
    func origin(_ table: String, _ column: String, id: Int64 = 1) throws -> Origin? {
        guard let declared = InventorySchema.table(table), let index = declared.index(of: column),
            case .integer(let place) = try value("SELECT origin FROM \"\(table)\" WHERE id = \(id)")
        else { return nil }
        return store.origins(at: place).first { $0.column == index }?.origin
    }

    /// The text of the value in `column`, as written.
    func written(_ table: String, _ column: String, id: Int64 = 1) throws -> String? {
        try origin(table, column, id: id).map { cut($0.value) }
    }

    /// The text that `span` names.
    func cut(_ span: SourceSpan) -> String {
        var part = String.UnicodeScalarView()
        part.append(contentsOf: text.unicodeScalars.dropFirst(Int(span.offset)).prefix(Int(span.length)))
        return String(part)
    }

    /// Every table with its rows, places left out.
    func tables() throws -> [String: [[SQLValue]]] {
        var tables: [String: [[SQLValue]]] = [:]
        for table in InventorySchema.tables {
            let columns = (["id"] + table.columns.map(\.name)).map { "\"\($0)\"" }.joined(separator: ", ")
            tables[table.name] = try rows("SELECT \(columns) FROM \"\(table.name)\" ORDER BY id")
        }
        return tables
    }
}

/// What is wrong with `text`, a diagnostic a line without its path.
func problems(in text: String) -> [String] {
    do {
        _ = try Loaded(text, path: "f")
        return []
    } catch let problems as Diagnostics {
        return problems.list.map { String($0.description.dropFirst(2).drop { $0 == " " }) }
    } catch {
        return ["no diagnostic: \(error)"]
    }
}

/// The folder of the files that tests read.
let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

/// The inventory that shows the whole format.
func example() throws -> String { try String(contentsOf: fixtures.appending(path: "example.yaml"), encoding: .utf8) }
