internal import CSQLite
import Glibc

/// A connection to SQLite.
///
/// SAFETY: the `unsafe` of this module is in this file, in `Statement`, in `SQLFunctions` and in `IPAddress`. A connection
/// and its statements are used by one thread at a time; the handle lives from init to deinit, which statements outlive never
/// because they keep their connection.
@safe public final class Database: @unchecked Sendable {
    let handle: OpaquePointer
    private let context = Context()
    private var started = 0.0

    /// What the C callbacks of one connection need.
    final class Context {
        var denied: String?
        var cpuLimit = Double.infinity
        var stepsLeft = Int.max
        var memoryLimit = Int64.max
        var ranOut = false
        var labels: [String: String] = [:]
    }

    private static let memoryConfigured: Bool = {
        // Above SQLite's own 1 GiB, which an estate of 100,000 hosts fills.
        csqlite_config_memdb_max_size(1 << 40) == SQLITE_OK
    }()

    /// Opens the in-memory database `name`, which every connection with that name in this process shares.
    init(memory name: String) throws(SQLError) {
        _ = Self.memoryConfigured
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
        let result = unsafe sqlite3_open_v2("file:/\(name)?vfs=memdb", &opened, flags, nil)
        guard result == SQLITE_OK, let opened = unsafe opened else {
            throw SQLError(
                reason: .engine, message: "SQLite cannot open a database in memory (\(result))", byteOffset: nil)
        }
        unsafe handle = opened
        unsafe SQLFunctions.register(on: handle, context: context)
    }

    deinit { unsafe sqlite3_close_v2(handle) }

    /// Compiles `sql`, which must be one statement.
    public func prepare(_ sql: String) throws(SQLError) -> Statement {
        context.denied = nil
        let (result, compiled, used) = unsafe compile(sql)
        guard result == SQLITE_OK else { throw error(result) }
        guard let compiled = unsafe compiled else {
            throw SQLError(reason: .statement, message: "there is no statement here", byteOffset: 0)
        }
        let statement = unsafe Statement(compiled, on: self)
        guard isBlank(sql.utf8.dropFirst(used)) else {
            throw SQLError(
                reason: .statement, message: "only one statement is allowed; this is a second one", byteOffset: used)
        }
        return statement
    }

    /// Compiles the first statement of `sql`, and tells how many bytes it took; a comment gives none.
    private func compile(_ sql: String) -> (result: Int32, statement: OpaquePointer?, used: Int) {
        var statement: OpaquePointer?
        var sql = sql
        return sql.withUTF8 { text in
            var tail: UnsafePointer<CChar>?
            return unsafe text.withMemoryRebound(to: CChar.self) { characters in
                let result = unsafe sqlite3_prepare_v3(
                    handle, characters.baseAddress, Int32(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                    &statement, &tail)
                guard let tail = unsafe tail, let start = characters.baseAddress else {
                    return unsafe (result, statement, 0)
                }
                return unsafe (result, statement, tail - start)
            }
        }
    }

    /// Whether `sql` holds blanks and comments at most.
    private func isBlank(_ sql: Substring.UTF8View) -> Bool {
        var rest = sql
        while !rest.isEmpty {
            let (result, second, used) = unsafe compile(String(Substring(rest)))
            unsafe sqlite3_finalize(second)
            guard result == SQLITE_OK, unsafe second == nil, used > 0 else { return false }
            rest = rest.dropFirst(used)
        }
        return true
    }

    /// Runs `sql`, which may be several statements, for its effect.
    public func execute(_ sql: String) throws(SQLError) {
        let result = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard result == SQLITE_OK else { throw error(result) }
    }

    /// The error of the call that gave `result`.
    func error(_ result: Int32) -> SQLError {
        if context.ranOut {
            return .overrun
        }
        let said = unsafe String(cString: sqlite3_errmsg(handle))
        let offset = unsafe Int(sqlite3_error_offset(handle))
        if let denied = context.denied {
            return SQLError(
                reason: .statement, message: "facts may only be read: \(denied) is not allowed",
                byteOffset: offset >= 0 ? offset : nil)
        }
        let primary = result & 0xFF
        let isStatement =
            primary == SQLITE_ERROR || primary == SQLITE_TOOBIG || primary == SQLITE_AUTH
            || primary == SQLITE_MISMATCH || primary == SQLITE_RANGE
        return SQLError(
            reason: isStatement ? .statement : .engine, message: said, byteOffset: offset >= 0 ? offset : nil)
    }

    /// Sets what the statements run from now on may cost together.
    public func allow(_ budget: Budget) {
        started = threadCPUSeconds()
        context.cpuLimit = started + budget.seconds
        context.stepsLeft = budget.steps
        context.memoryLimit = sqlite3_memory_used() + Int64(budget.memory)
        context.ranOut = false
    }

    /// Seconds of processor time that this thread has spent since the budget was set.
    public var secondsSpent: Double { threadCPUSeconds() - started }

    /// Leaves the connection nothing but reading: for queries that come with a rule pack.
    ///
    /// Allowed are SELECT, reading a column, functions other than those that read a clock or a random source, and
    /// recursion; lengths and depths are limited, and a budget stops endless queries.
    func confine() throws(SQLError) {
        try execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;")
        _ = unsafe csqlite_db_config_defensive(handle)
        _ = unsafe csqlite_db_config_untrusted_schema(handle)
        for (limit, most) in [
            (SQLITE_LIMIT_LENGTH, 4 << 20), (SQLITE_LIMIT_SQL_LENGTH, 100_000), (SQLITE_LIMIT_COLUMN, 200),
            (SQLITE_LIMIT_EXPR_DEPTH, 200), (SQLITE_LIMIT_COMPOUND_SELECT, 50), (SQLITE_LIMIT_ATTACHED, 0),
            (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000), (SQLITE_LIMIT_WORKER_THREADS, 0),
        ] {
            unsafe sqlite3_limit(handle, limit, Int32(most))
        }
        let pointer = unsafe Unmanaged.passUnretained(context).toOpaque()
        unsafe sqlite3_set_authorizer(handle, authorize, pointer)
        watch()
    }

    /// Makes statements keep to the budget that ``allow(_:)`` sets.
    func watch() {
        let pointer = unsafe Unmanaged.passUnretained(context).toOpaque()
        unsafe sqlite3_progress_handler(
            handle, stepsPerCheck,
            { pointer in
                guard let pointer = unsafe pointer else { return 1 }
                let context = unsafe Unmanaged<Database.Context>.fromOpaque(pointer).takeUnretainedValue()
                context.stepsLeft -= Int(stepsPerCheck)
                if context.stepsLeft <= 0 || sqlite3_memory_used() > context.memoryLimit { context.ranOut = true }
                if threadCPUSeconds() > context.cpuLimit { context.ranOut = true }
                return context.ranOut ? 1 : 0
            }, pointer)
    }
}

/// The processor time of this thread, which a busy machine does not spend for it.
private func threadCPUSeconds() -> Double {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Few enough that steps which handle the longest values do not overrun the time or the memory by much.
private let stepsPerCheck: Int32 = 1_000

private let clocksAndDice: Set<String> = [
    "random", "randomblob", "date", "time", "datetime", "julianday", "unixepoch", "strftime", "current_date",
    "current_time", "current_timestamp", "load_extension", "fts3_tokenizer",
]

/// SQLite's authorizer: 0 allows, 1 denies with an error.
private func authorize(
    _ pointer: UnsafeMutableRawPointer?, _ action: Int32, _ first: UnsafePointer<CChar>?,
    _ second: UnsafePointer<CChar>?, _ database: UnsafePointer<CChar>?, _ trigger: UnsafePointer<CChar>?
) -> Int32 {
    var denied: String
    switch action {
    case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
    case SQLITE_FUNCTION:
        let name = unsafe second.map { unsafe String(cString: $0) } ?? ""
        guard clocksAndDice.contains(name.lowercased()) else { return SQLITE_OK }
        denied = "the function \(name)"
    case SQLITE_ATTACH: denied = "ATTACH"
    case SQLITE_DETACH: denied = "DETACH"
    case SQLITE_PRAGMA: denied = "PRAGMA"
    case SQLITE_INSERT: denied = "INSERT"
    case SQLITE_UPDATE: denied = "UPDATE"
    case SQLITE_DELETE: denied = "DELETE"
    case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: denied = "a transaction"
    default: denied = "changing the database"
    }
    if let pointer = unsafe pointer {
        unsafe Unmanaged<Database.Context>.fromOpaque(pointer).takeUnretainedValue().denied = denied
    }
    return SQLITE_DENY
}
