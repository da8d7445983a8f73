import Glibc

/// Writes a file whole or not at all.
enum OutputFile {
    /// Puts `text` at `path`: beside it first, then renamed; a device or a pipe is written to as it is.
    static func write(_ text: String, to path: String) throws {
        if path == "-" {
            guard Console.write(text, to: STDOUT_FILENO) else { throw failure(path) }
            return
        }
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        let kind = status.st_mode & S_IFMT
        if exists, kind == S_IFDIR { throw CommandFailure("\(path): cannot be written: it is a directory") }
        guard !exists || kind == S_IFREG else { return try fill(path, of: path, with: text, flags: O_WRONLY) }
        let beside = "\(path).\(getpid()).tmp"
        do {
            try fill(beside, of: path, with: text, flags: O_WRONLY | O_CREAT | O_EXCL)
            if exists { _ = unsafe chmod(beside, status.st_mode & 0o7777) }
            guard unsafe rename(beside, path) == 0 else { throw failure(path) }
        } catch {
            _ = unsafe unlink(beside)
            throw error
        }
    }

    /// Writes `text` to `file`, which stands for `path` when something goes wrong.
    private static func fill(_ file: String, of path: String, with text: String, flags: Int32) throws {
        let descriptor = unsafe open(file, flags | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(path) }
        let isComplete = Console.write(text, to: descriptor)
        guard close(descriptor) == 0, isComplete else { throw failure(path) }
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure("\(path): cannot be written: \(unsafe String(cString: strerror(errno)))")
    }
}
