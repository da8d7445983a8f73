import Glibc
import SourceText

/// Writes a file whole or not at all.
enum OutputFile {
    /// Puts `text` at `path`: beside it first, then renamed; a device or a pipe is written to as it is, and a symbolic link
    /// stays one.
    ///
    /// `check` is called right before the rename; when it throws, `path` stays as it is.
    static func write(_ text: String, to path: String, check: () throws -> Void = {}) throws {
        try write(Array(text.utf8), to: path, check: check)
    }

    /// Puts `bytes` at `path`, in the same way.
    static func write(_ bytes: [UInt8], to path: String, check: () throws -> Void = {}) throws {
        if let descriptor = descriptor(path) {
            guard Console.write(bytes, to: descriptor) else { throw failure(path) }
            return
        }
        guard try !isStream(path) else { return try fill(path, of: path, with: bytes, flags: O_WRONLY) }
        try replace(path) { beside in
            try fill(beside, of: path, with: bytes, flags: O_WRONLY | O_CREAT | O_EXCL)
            try check()
        }
    }

    /// Puts what `make` writes to the path it is given in place of the file at `path`; a symbolic link stays one, and so do
    /// owner and rights.
    static func replace(_ path: String, make: (String) throws -> Void) throws {
        let target = resolved(path)
        var status = stat()
        let exists = unsafe stat(target, &status) == 0
        guard try !isStream(path) else {
            throw Diagnostic(.error, path: path, message: "cannot be written: it is no regular file")
        }
        let beside = "\(target).\(UInt32.random(in: 0 ... .max)).tmp"
        do {
            try make(beside)
            if exists {
                // Only root may give a file away; for others it is theirs already.
                _ = unsafe chown(beside, status.st_uid, status.st_gid)
                _ = unsafe chmod(beside, status.st_mode & 0o7777)
            }
            guard unsafe rename(beside, target) == 0 else { throw failure(path) }
        } catch {
            _ = unsafe unlink(beside)
            throw error
        }
    }

    /// Whether what is written to `path` takes the place of what was there, as in no pipe.
    static func isReplaced(_ path: String) -> Bool { descriptor(path) == nil && (try? isStream(path)) == false }

    /// Whether there is something at `path` that is written to and not replaced, such as a pipe or a device.
    private static func isStream(_ path: String) throws -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return false }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return false
        case S_IFDIR: throw Diagnostic(.error, path: path, message: "cannot be written: it is a directory")
        default: return true
        }
    }

    /// The open descriptor that `path` is another name of; a rename would replace the name in `/dev`.
    private static func descriptor(_ path: String) -> Int32? {
        switch path {
        case "-", "/dev/stdout": STDOUT_FILENO
        case "/dev/stderr": STDERR_FILENO
        default: path.hasPrefix("/dev/fd/") ? Int32(path.dropFirst("/dev/fd/".count)) : nil
        }
    }

    /// Where the symbolic links of `path` lead.
    private static func resolved(_ path: String) -> String {
        guard let target = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(target) }
        return unsafe String(cString: target)
    }

    /// Writes `text` to `file`, which stands for `path` when something goes wrong.
    private static func fill(_ file: String, of path: String, with bytes: [UInt8], flags: Int32) throws {
        let descriptor = unsafe open(file, flags | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(path) }
        let isComplete = Console.write(bytes, to: descriptor)
        guard close(descriptor) == 0, isComplete else { throw failure(path) }
    }

    private static func failure(_ path: String) -> Diagnostic {
        Diagnostic(.error, path: path, message: "cannot be written: \(unsafe String(cString: strerror(errno)))")
    }

    /// Refuses a path at which no file could be written, before there is something to write.
    static func checkPlace(_ path: String) throws {
        guard descriptor(path) == nil, try !isStream(path) else { return }
        // A file is written beside its place first, so it is the folder that counts.
        let target = resolved(path)
        let folder = target.lastIndex(of: "/").map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        guard !path.isEmpty else { throw Diagnostic(.error, path: path, message: "a file needs a name") }
        guard unsafe access(folder, W_OK | X_OK) == 0 else { throw failure(path) }
    }

    /// Refuses `outputs` that would overwrite what is read, or one another.
    static func check(_ outputs: [String], besides read: [String]) throws {
        for (index, output) in outputs.enumerated() {
            guard !read.contains(where: { isSame($0, output) }) else {
                throw Diagnostic(.error, path: output, message: "is an input, so nothing is written over it")
            }
            let others = outputs[..<index]
            guard descriptor(output) != nil || !others.contains(where: { $0 == output || isSame($0, output) }) else {
                throw Diagnostic(
                    .error, path: output, message: "is named for two outputs; one would overwrite the other")
            }
        }
    }

    /// The folder of `path`, resolved, and its name there.
    private static func place(_ path: String) -> [String]? {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard let resolved = unsafe realpath(folder, nil) else { return nil }
        defer { unsafe free(resolved) }
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        return [unsafe String(cString: resolved), String(name)]
    }

    /// Whether two paths lead to one file.
    static func isSame(_ path: String, _ other: String) -> Bool {
        var first = stat()
        var second = stat()
        guard unsafe stat(path, &first) == 0, unsafe stat(other, &second) == 0 else {
            // Neither may be there yet.
            guard descriptor(path) == nil, descriptor(other) == nil, let one = place(path), let two = place(other)
            else { return false }
            return one == two
        }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino && first.st_mode & S_IFMT == S_IFREG
    }
}
