/// What SQLite said against a statement.
public struct SQLError: Error, Sendable, CustomStringConvertible {
    /// Why it failed.
    public enum Reason: Sendable {
        /// The statement is wrong, or reads what it may not.
        case statement
        /// The statement ran longer than its budget.
        case budget
        /// SQLite itself failed.
        case engine
    }

    /// Why it failed.
    public let reason: Reason

    /// SQLite's sentence, or ours where SQLite's says too little.
    public let message: String

    /// The byte of the statement that SQLite points at.
    public let byteOffset: Int?

    /// A query took more than its budget.
    public static let overrun = SQLError(
        reason: .budget, message: "the query took more time or memory than its budget allows", byteOffset: nil)

    /// The message.
    public var description: String { message }
}
