import Foundation
import TestSupport
import Testing

@testable import Facts

@Suite struct SandboxTests {
    @Test(arguments: [
        ("ATTACH ':memory:' AS x", "ATTACH"),
        ("DETACH main", "DETACH"),
        ("PRAGMA user_version", "PRAGMA"),
        ("PRAGMA query_only = OFF", "PRAGMA"),
        ("INSERT INTO sites VALUES (1, 1, 'x')", "INSERT"),
        ("REPLACE INTO sites VALUES (1, 1, 'x')", "INSERT"),
        ("WITH x AS (SELECT 1) INSERT INTO sites SELECT 1, 1, 'x' FROM x", "INSERT"),
        ("UPDATE sites SET name = 'x'", "UPDATE"),
        ("DELETE FROM sites", "DELETE"),
        ("CREATE TABLE x (y)", "INSERT"),
        ("CREATE TEMP TABLE x (y)", "INSERT"),
        ("CREATE VIRTUAL TABLE x USING fts5(y)", "INSERT"),
        ("CREATE VIEW x AS SELECT 1", "INSERT"),
        ("CREATE INDEX x ON sites(name)", "INSERT"),
        ("DROP TABLE sites", "DELETE"),
        ("ALTER TABLE sites ADD COLUMN x", "changing the database"),
        ("ANALYZE", "changing the database"),
        ("REINDEX", "changing the database"),
        ("BEGIN", "a transaction"),
        ("SAVEPOINT x", "a transaction"),
        ("SELECT load_extension('x')", "the function load_extension"),
        ("SELECT random()", "the function random"),
        ("SELECT name FROM sites ORDER BY RANDOM()", "the function random"),
        ("SELECT randomblob(8)", "the function randomblob"),
        ("SELECT datetime()", "the function datetime"),
        ("SELECT date('now')", "the function date"),
        ("SELECT time()", "the function time"),
        ("SELECT julianday()", "the function julianday"),
        ("SELECT unixepoch()", "the function unixepoch"),
        ("SELECT strftime('%s', 'now')", "the function strftime"),
        ("SELECT CURRENT_TIMESTAMP", "the function current_timestamp"),
        ("SELECT CURRENT_DATE", "the function current_date"),
        ("SELECT CURRENT_TIME", "the function current_time"),
    ])
    func notAllowed(sql: String, what: String) throws {
        let error = refusal(of: sql, on: try emptyReader())
        #expect(error?.reason == .statement)
        #expect(error?.message == "facts may only be read: \(what) is not allowed")
    }

    @Test(arguments: [
        "pragma_database_list", "pragma_query_only(0)", "dbstat", "sqlite_dbpage", "bytecode('SELECT 1')",
    ])
    func noTableOfTheEngine(table: String) throws {
        #expect(refusal(of: "SELECT * FROM \(table)", on: try emptyReader())?.reason == .statement)
    }

    @Test func vacuumWritesNoFile() throws {
        try withTemporaryFolder { folder in
            let error = refusal(of: "VACUUM INTO '\(folder)/copy.db'", on: try emptyReader())
            #expect(error != nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test(arguments: [
        "SELECT 1", "SELECT 1;", "SELECT 1 ; \n\t ", "SELECT 1 -- why", "SELECT 1; -- why\n", "SELECT 1; /* why */ ",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT max(i) FROM n",
        "SELECT name, row_number() OVER (ORDER BY name) FROM hosts",
        "SELECT group_concat(portGroup), count(*), max(mtu) FROM vmkernelAdapters GROUP BY device HAVING count(*) > 1",
        "SELECT json_extract('{\"a\":1}', '$.a'), upper('x'), printf('%d', 1), 'a' LIKE 'A', 'a' GLOB 'a'",
        "SELECT network('10.0.0.1', 24), contains('10.0.0.0/24', '10.0.0.1'), release('8.0'), fold('a')",
        "EXPLAIN SELECT 1",
    ])
    func allowed(sql: String) throws {
        let error = refusal(of: sql, on: try emptyReader())
        #expect(error == nil, "\(error?.message ?? "")")
    }

    @Test(
        arguments: [
            ("SELECT nme FROM hosts", 7, "no such column: nme"),
            ("SELECT 1\nFROM host", nil, "no such table: host"),
            ("SELECT nofunction(1)", 7, "no such function: nofunction"),
            ("SELECT 'é', FROM hosts", 13, "near \"FROM\": syntax error"),
            ("SELEC 1", 0, "near \"SELEC\": syntax error"),
            ("SELECT * FROM hosts JOIN sites ON name = 'x'", nil, "ambiguous column name: name"),
            ("SELECT 1; DELETE FROM hosts", 9, "only one statement is allowed; this is a second one"),
            ("SELECT 1; SELECT 2", 9, "only one statement is allowed; this is a second one"),
            ("SELECT 1; -- why\n SELECT 2", 9, "only one statement is allowed; this is a second one"),
            ("", 0, "there is no statement here"),
            (" -- nothing", 0, "there is no statement here"),
        ] as [(String, Int?, String)])
    func errorsPointIntoTheText(sql: String, offset: Int?, message: String) throws {
        let error = refusal(of: sql, on: try emptyReader())
        #expect(error?.reason == .statement)
        #expect(error?.message == message)
        #expect(error?.byteOffset == offset)
    }

    @Test(arguments: [
        "SELECT length(hex(zeroblob(1000000000)))",
        "SELECT replace(hex(zeroblob(4000000)), '0', '00000')",
        "SELECT group_concat(hex(zeroblob(1000000))) FROM (VALUES (1),(2),(3),(4),(5),(6),(7),(8),(9),(10))",
        "SELECT 'a' LIKE '\(String(repeating: "%a", count: 600))'",
        "SELECT \(String(repeating: "(", count: 300))1\(String(repeating: ")", count: 300))",
        "SELECT \(Array(repeating: "1", count: 300).joined(separator: ", "))",
        "\(Array(repeating: "SELECT 1", count: 100).joined(separator: " UNION ALL "))",
        "SELECT \(String(repeating: " ", count: 100_000))1",
    ])
    func tooMuch(sql: String) throws {
        let database = try emptyReader()
        database.allow(Budget(steps: 100_000_000, seconds: 20))
        let error = refusal(of: sql, on: database)
        #expect(error?.reason == .statement, "\(error?.message ?? "taken")")
    }

    private static let endless =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            Budget(steps: 1_000_000, seconds: 1_000), Budget(steps: .max, seconds: 0.2),
        ])
    func endlessQueriesEnd(budget: Budget) throws {
        let database = try emptyReader()
        database.allow(budget)
        let start = ContinuousClock.now
        let error = refusal(of: Self.endless, on: database)
        #expect(error?.reason == .budget)
        #expect(error?.message == "the query took more time or memory than its budget allows")
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    /// Neither steps nor seconds would stop it before the machine is out of memory.
    @Test(.timeLimit(.minutes(1))) func sortingEndsBeforeTheMemoryDoes() throws {
        let database = try emptyReader()
        database.allow(Budget(steps: .max, seconds: 1_000, memory: 64 << 20))
        let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000)"
        let error = refusal(of: "\(numbers) SELECT hex(zeroblob(2000000)) || i AS x FROM n ORDER BY x", on: database)
        #expect(error?.reason == .budget)
    }

    @Test func theNextRuleHasABudgetOfItsOwn() throws {
        let database = try emptyReader()
        database.allow(Budget(steps: 100_000, seconds: 10))
        #expect(refusal(of: Self.endless, on: database)?.reason == .budget)
        database.allow(Budget(steps: 100_000, seconds: 10))
        #expect(try rows(of: "SELECT 1", on: database) == [[.integer(1)]])
        #expect(refusal(of: "SELECT nme FROM hosts", on: database)?.reason == .statement)
    }

    @Test func theBudgetIsSharedByAllQueriesOfARule() throws {
        let database = try emptyReader()
        database.allow(Budget(steps: 1_000_000, seconds: 100))
        let some = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT count(*) FROM n"
        let outcomes = (0..<20).map { _ in refusal(of: some, on: database)?.reason }
        #expect(outcomes.first == .some(nil))
        #expect(outcomes.last == .some(.budget))
    }

    @Test func aDenialIsNotToldOfTheNextStatement() throws {
        let database = try emptyReader()
        #expect(refusal(of: "DELETE FROM hosts", on: database) != nil)
        #expect(refusal(of: "SELECT nme FROM hosts", on: database)?.message == "no such column: nme")
    }

    @Test func budgetsGrowWithTheEstate() {
        #expect(Budget.forRows(1_000_000).steps > Budget.forRows(0).steps)
        #expect(Budget.forRows(1_000_000).seconds > Budget.forRows(0).seconds)
    }

    @Test func readersSeeTheFacts() throws {
        let store = try FactStore()
        try store.database.execute("INSERT INTO sites VALUES (1, 1, 'amsterdam')")
        try store.seal()
        let readers = [try store.reader(), try store.reader()]
        for reader in readers { #expect(try rows(of: "SELECT name FROM sites", on: reader) == [[.text("amsterdam")]]) }
        let other = try FactStore()
        try other.seal()
        #expect(try rows(of: "SELECT name FROM sites", on: other.reader()).isEmpty)
    }
}
