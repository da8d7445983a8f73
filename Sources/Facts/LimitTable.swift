/// A table of limits that rules join, as `limits.yaml` has it.
public struct LimitTable: Sendable {
    /// The name in SQL.
    public let name: String

    /// The columns in order.
    public let columns: [String]

    /// The rows, each with a value for every column.
    public let rows: [[SQLValue]]

    /// A table called `name`.
    public init(name: String, columns: [String], rows: [[SQLValue]]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    func create(in database: Database) throws(SQLError) {
        let quoted = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        try database.execute("CREATE TABLE \"\(name)\" (\(quoted))")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try database.prepare("INSERT INTO \"\(name)\" VALUES (\(places))")
        for row in rows {
            for (index, value) in row.enumerated() { insert.bind(index + 1, value) }
            _ = try insert.step()
            insert.reset()
        }
    }
}
