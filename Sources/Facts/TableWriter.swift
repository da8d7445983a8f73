/// Puts rows into one table of a store that is being filled.
public final class TableWriter {
    private unowned let store: FactStore  // which keeps its writers
    private let table: Table
    private let insert: Statement
    private var nextID: Int64 = 1

    /// Rows written.
    var rowCount: Int { Int(nextID - 1) }

    init(_ table: Table, of store: FactStore) throws(SQLError) {
        self.store = store
        self.table = table
        let parameters = String(repeating: ", ?", count: table.columns.count + 1)
        insert = try store.database.prepare("INSERT INTO \"\(table.name)\" VALUES (?\(parameters))")
    }

    /// The id that the next row will have; ids count up from 1, and children may be written before their parents.
    public func reserveID() -> Int64 {
        defer { nextID += 1 }
        return nextID
    }

    /// Writes `row`, which stands in `file`, as `id`.
    public func write(_ row: inout Row, id: Int64, file: Int) throws(SQLError) {
        row.values[0] = .integer(id)
        row.values[1] = .integer(store.noteOrigins(of: row, file: file))
        try insert.run(with: row)
    }
}
