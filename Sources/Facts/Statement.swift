internal import CSQLite

/// A compiled statement with its current row.
@safe public final class Statement: @unchecked Sendable {
    private let handle: OpaquePointer
    private let database: Database

    init(_ handle: OpaquePointer, on database: Database) {
        unsafe self.handle = handle
        self.database = database
    }

    deinit { unsafe sqlite3_finalize(handle) }

    /// Moves to the next row; false after the last.
    public func step() throws(SQLError) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let result:
            let error = database.error(result)
            unsafe sqlite3_reset(handle)
            throw error
        }
    }

    /// Makes the statement ready to run again; bound values stay.
    public func reset() {
        unsafe sqlite3_reset(handle)
    }

    /// How many columns the result has.
    public var columnCount: Int { Int(unsafe sqlite3_column_count(handle)) }

    /// The names of the result's columns.
    public var columnNames: [String] {
        unsafe (0..<sqlite3_column_count(handle)).map { unsafe String(cString: sqlite3_column_name(handle, $0)) }
    }

    /// The current row's value in `column`.
    public func value(_ column: Int) -> SQLValue {
        switch unsafe sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_INTEGER: .integer(unsafe sqlite3_column_int64(handle, Int32(column)))
        case SQLITE_FLOAT: .real(unsafe sqlite3_column_double(handle, Int32(column)))
        case SQLITE_NULL: .null
        default: .text(text(column) ?? "")
        }
    }

    /// The current row's whole number in `column`, 0 where it is NULL.
    public func integer(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(handle, Int32(column)) }

    /// The number in a column of the row that was stepped to; 0 for what is none.
    public func real(_ column: Int) -> Double { unsafe sqlite3_column_double(handle, Int32(column)) }

    /// The current row's text in `column`, nothing where it is NULL.
    public func text(_ column: Int) -> String? {
        unsafe sqlite3_column_text(handle, Int32(column)).map { text in
            let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
            return unsafe String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
        }
    }

    /// Whether the current row's `column` is NULL.
    public func isNull(_ column: Int) -> Bool { unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

    /// The names of the parameters, as in `:name`, with the place of each; those without a name are left out.
    public var parameters: [(name: String, index: Int)] {
        let count = unsafe sqlite3_bind_parameter_count(handle)
        guard count > 0 else { return [] }
        return (1...count).compactMap { index in
            unsafe sqlite3_bind_parameter_name(handle, index).map { (unsafe String(cString: $0), Int(index)) }
        }
    }

    /// Sets parameter `index`, from 1.
    public func bind(_ index: Int, _ value: SQLValue) {
        switch value {
        case .null: unsafe sqlite3_bind_null(handle, Int32(index))
        case .integer(let number): bind(index, integer: number)
        case .real(let number): bind(index, real: number)
        case .text(var text):
            text.withUTF8 { bytes in
                _ = unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                    // SAFETY: -1 is SQLITE_TRANSIENT: SQLite copies the text before the call returns.
                    unsafe sqlite3_bind_text(
                        handle, Int32(index), characters.baseAddress, Int32(characters.count),
                        unsafeBitCast(-1, to: sqlite3_destructor_type.self))
                }
            }
        }
    }

    func bind(_ index: Int, integer: Int64) {
        unsafe sqlite3_bind_int64(handle, Int32(index), integer)
    }

    func bind(_ index: Int, real: Double) {
        unsafe sqlite3_bind_double(handle, Int32(index), real)
    }

    /// Runs the statement once with a row's values from parameter 1 on, and makes it ready for the next.
    func run(with row: borrowing Row) throws(SQLError) {
        let result = unsafe row.text.withUnsafeBytes { text in
            for (index, value) in row.values.enumerated() {
                let parameter = Int32(index + 1)
                switch value {
                case .null: unsafe sqlite3_bind_null(handle, parameter)
                case .integer(let number): unsafe sqlite3_bind_int64(handle, parameter, number)
                case .real(let number): unsafe sqlite3_bind_double(handle, parameter, number)
                case .text(let start, let count):
                    // SAFETY: no destructor is SQLITE_STATIC: the text outlives the step and the reset below.
                    // An empty text needs an address all the same, or SQLite takes it for NULL.
                    let address =
                        unsafe text.baseAddress.map { unsafe $0 + Int(start) } ?? UnsafeRawPointer(emptyText.utf8Start)
                    unsafe sqlite3_bind_text(
                        handle, parameter, address.assumingMemoryBound(to: CChar.self), Int32(count), nil)
                }
            }
            let result = unsafe sqlite3_step(handle)
            unsafe sqlite3_reset(handle)
            return result
        }
        guard result == SQLITE_DONE else { throw database.error(result) }
    }
}

private let emptyText: StaticString = ""

/// A value as SQLite has it.
public enum SQLValue: Hashable, Sendable {
    /// NULL: not captured.
    case null
    /// A whole number.
    case integer(Int64)
    /// A number.
    case real(Double)
    /// Text.
    case text(String)
}

extension SQLValue: CustomStringConvertible {
    /// The value as a person reads it; whole numbers without a decimal point.
    public var description: String {
        switch self {
        case .null: "not captured"
        case .integer(let number): String(number)
        case .real(let number):
            number.rounded() == number && abs(number) < 1e15 ? String(Int64(number)) : String(number)
        case .text(let text): text
        }
    }
}
