import Glibc
import SourceText

/// What tells that a file is still the one that was read.
struct FileState: Equatable {
    private let device: dev_t
    private let inode: ino_t
    private let changed: [Int]
    private let mode: mode_t

    /// The state of the file that `path` leads to, or nothing when there is none.
    init?(of path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        device = status.st_dev
        inode = status.st_ino
        changed = [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        mode = status.st_mode
    }

    /// Throws unless `path` may be rewritten and is as it was: in `state`, with `bytes` in it.
    static func check(_ path: String, is state: FileState?, with bytes: [UInt8]) throws(Diagnostic) {
        func refusal(_ why: String) -> Diagnostic {
            Diagnostic(.error, path: path, message: "\(why), so --fix leaves it as it is")
        }
        guard let state, state.mode & S_IFMT == S_IFREG else { throw refusal("is no regular file") }
        guard FileState(of: path) == state, try SourceFile.read(path).bytes == bytes else {
            throw refusal("was changed meanwhile")
        }
        // Root may write to a file that nobody may write to, but should not.
        guard state.mode & 0o222 != 0, unsafe access(path, W_OK) == 0 else { throw refusal("is read-only") }
    }
}
