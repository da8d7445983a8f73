import Facts
import SourceText

/// Writes the facts as an SQLite database, whole or not at all.
enum DatabaseFile {
    /// Puts the facts of `store` at `path`: beside it first, then renamed.
    static func write(_ store: FactStore, to path: String) throws {
        guard path != "-" else { throw CommandFailure("--export-db takes a file, a database is not printed") }
        do {
            try OutputFile.replace(path) { try store.export(to: $0) }
        } catch let problem as SQLError {
            throw Diagnostic(.error, path: path, message: "cannot be written: \(problem.message)")
        }
    }
}
