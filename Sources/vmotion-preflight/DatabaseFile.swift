import Facts
import Glibc
import SourceText

/// Writes the facts as an SQLite database, whole or not at all.
enum DatabaseFile {
    /// Puts the facts of `store` at `path`: beside it first, then renamed.
    static func write(_ store: FactStore, to path: String) throws {
        let beside = "\(path).\(getpid()).tmp"
        do {
            try store.export(to: beside)
            guard unsafe rename(beside, path) == 0 else {
                throw Diagnostic(
                    .error, path: path, message: "cannot be written: \(unsafe String(cString: strerror(errno)))")
            }
        } catch {
            _ = unsafe unlink(beside)
            guard let problem = error as? SQLError else { throw error }
            throw Diagnostic(.error, path: path, message: "cannot be written: \(problem.message)")
        }
    }
}
