@testable import Facts

/// A reader of a sealed store without facts.
func emptyReader() throws -> Database {
    let store = try FactStore()
    try store.seal()
    return try store.reader()
}

/// The rows that `sql` gives on a store without facts.
func query(_ sql: String) throws -> [[SQLValue]] { try rows(of: sql, on: emptyReader()) }

/// The rows that `sql` gives on `database`.
func rows(of sql: String, on database: Database) throws -> [[SQLValue]] {
    let statement = try database.prepare(sql)
    var rows: [[SQLValue]] = []
    while try statement.step() { rows.append(statement.columnNames.indices.map { statement.value($0) }) }
    return rows
}

/// What SQLite has against `sql`, compiled and run to its end.
func refusal(of sql: String, on database: Database) -> SQLError? {
    do {
        let statement = try database.prepare(sql)
        while try statement.step() {}
        return nil
    } catch {
        return error
    }
}
