import Testing

@testable import Facts

@Suite struct DerivedFactsTests {
    /// What the reference says and what `SELECT *` gives are the same columns.
    @Test(arguments: DerivedFacts.tables.map(\.name))
    func declaredColumns(name: String) throws {
        let table = try #require(DerivedFacts.table(name))
        let statement = try emptyReader().prepare("SELECT * FROM \"\(name)\"")
        #expect(statement.columnNames == table.columns.map(\.name))
        for key in table.key { #expect(statement.columnNames.contains(key)) }
    }

    /// A row without an inventory row to stand for it must name one, or a finding has no place.
    @Test(arguments: DerivedFacts.tables.map(\.name))
    func identity(name: String) throws {
        let table = try #require(DerivedFacts.table(name))
        let columns = Set(table.columns.map(\.name))
        if let identity = table.identity {
            #expect(FactSchema.table(identity) != nil)
            #expect(columns.contains("id"))
        } else if columns.contains("id") {
            #expect(columns.isSuperset(of: ["sourceTable", "sourceID"]))
            #expect(!table.key.isEmpty)
        }
    }

    @Test(arguments: DerivedFacts.tables.map(\.name))
    func nothingFollowsFromNothing(name: String) throws {
        #expect(try query("SELECT count(*) FROM \"\(name)\"") == [[.integer(0)]])
    }

    @Test func tablesHaveTheirDeclaredColumns() throws {
        let reader = try emptyReader()
        for table in FactSchema.tables {
            let names = try reader.prepare("SELECT * FROM \"\(table.name)\"").columnNames
            #expect(names == ["id", "origin"] + table.columns.map(\.name))
        }
    }

    @Test func limitsAreTables() throws {
        let store = try FactStore()
        try store.seal(
            limits: [
                LimitTable(
                    name: "figures", columns: ["release", "ms", "note"],
                    rows: [[.text("5.0"), .integer(5), .null], [.text("6.0"), .real(150.5), .text("é'")]])
            ])
        #expect(
            try rows(of: "SELECT release, ms, note FROM figures ORDER BY ms", on: store.reader())
                == [[.text("5.0"), .integer(5), .null], [.text("6.0"), .real(150.5), .text("é'")]])
    }
}
