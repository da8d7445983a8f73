public import SourceText
import Synchronization

/// The facts of an estate: rows in SQLite, and for every value the place where it was written.
///
/// A store is filled by one thread, then sealed; from then on any number of readers may query it side by side.
public final class FactStore: @unchecked Sendable {
    /// The files that the facts come from.
    public private(set) var files: [SourceFile] = []

    /// Rows put in, list items counted.
    public private(set) var rowCount = 0

    /// Whether there is no host in it, so far.
    public var isEmpty: Bool { hostCount == 0 && (writers[InventorySchema.host.table]?.rowCount ?? 0) == 0 }

    let database: Database
    private let name: String
    private var writers: [String: TableWriter] = [:]
    private var hostCount = 0
    private var origins = OriginLog()

    private static let count = Atomic<Int>(0)

    /// An empty store.
    public init() throws(SQLError) {
        name = "facts-\(Self.count.wrappingAdd(1, ordering: .relaxed).newValue)"
        database = try Database(memory: name)
        try database.execute(
            """
            PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;
            PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536; BEGIN;
            """)
        for table in FactSchema.tables { try database.execute(table.definition) }
    }

    /// Adds a file that facts will come from.
    ///
    /// - Returns: its place in ``files``.
    public func add(_ file: SourceFile) -> Int {
        files.append(file)
        return files.count - 1
    }

    /// The writer of `table`; there is one for each table.
    public func writer(of table: Table) throws(SQLError) -> TableWriter {
        if let writer = writers[table.name] { return writer }
        let writer = try TableWriter(table, of: self)
        writers[table.name] = writer
        return writer
    }

    func noteOrigins(of row: borrowing Row, file: Int) -> Int64 { origins.append(row, file: file) }

    /// Where the values of the row whose column `origin` is `place` were written, in the order of the file.
    public func origins(at place: Int64) -> [(column: Int, origin: Origin)] { origins.origins(at: place) }

    /// The first of `columns` that the row has whose column `origin` is `place`, else its first value, and where it was written.
    public func origin(at place: Int64, of columns: [Int]) -> (column: Int, origin: Origin)? {
        origins.origin(at: place, of: columns)
    }

    /// Gives row `id` of `table` the places of the values that were merged into it.
    func setOrigins(_ merged: [(column: Int, origin: Origin)], of table: Table, id: Int64) throws(SQLError) {
        try database.execute("UPDATE \"\(table.name)\" SET origin = \(origins.append(merged)) WHERE id = \(id)")
    }

    /// Ends the filling: adds the limits and the derived tables; from now on the facts only are read.
    public func seal(limits: [LimitTable] = []) throws(SQLError) {
        rowCount = writers.values.reduce(0) { $0 + $1.rowCount }
        hostCount = writers[InventorySchema.host.table]?.rowCount ?? 0
        writers = [:]  // They keep the store, which keeps them.
        let given = Set(limits.map { $0.name.lowercased() })
        let missing = DerivedFacts.limits.filter { !given.contains($0.name.lowercased()) }
        for limit in limits + missing { try limit.create(in: database) }
        database.allow(.forRows(rowCount))
        database.watch()
        for statement in DerivedFacts.indexes { try database.execute(statement) }
        for table in DerivedFacts.tables { try database.execute(table.creation) }
        try database.execute("COMMIT; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM inventory;")
    }

    /// Writes the facts as an SQLite database to the file at `path`, which must not exist.
    public func export(to path: String) throws(SQLError) {
        // Said by name, or SQLite would write into another database in memory.
        let escaped = path.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"): "%" + String(byte, radix: 16)
            default: String(decoding: [byte], as: UTF8.self)
            }
        }
        let statement = try database.prepare("VACUUM INTO ?")
        statement.bind(1, .text("file:\(escaped.joined())?vfs=unix"))
        _ = try statement.step()
    }

    /// A connection for queries that are not trusted: it reads, within a budget, and does nothing else.
    public func reader() throws(SQLError) -> Database {
        let reader = try Database(memory: name)
        try reader.confine()
        return reader
    }
}
