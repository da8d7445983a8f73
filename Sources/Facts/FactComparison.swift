extension FactStore {
    /// The first table in which two stores that are not sealed yet hold different facts; where they were written is no fact.
    public func firstDifference(from other: FactStore) throws(SQLError) -> String? {
        for table in InventorySchema.tables {
            let columns = (["id"] + table.columns.map(\.name)).map { "\"\($0)\"" }.joined(separator: ", ")
            let query = "SELECT \(columns) FROM \"\(table.name)\" ORDER BY id"
            let (mine, theirs) = (try database.prepare(query), try other.database.prepare(query))
            while true {
                let (hasRow, hasOther) = (try mine.step(), try theirs.step())
                guard hasRow == hasOther else { return table.name }
                guard hasRow else { break }
                for index in 0...table.columns.count where mine.value(index) != theirs.value(index) {
                    return table.name
                }
            }
        }
        return nil
    }
}
