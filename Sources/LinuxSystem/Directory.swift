import Glibc

/// A directory that files are to be kept in.
public enum Directory {
    /// Why this process can keep no file in the directory at `path`, as a sentence without a full stop; nil where it can.
    public static func obstacle(to path: String) -> String? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return SystemError.word(for: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { return "it is no directory" }
        return unsafe access(path, W_OK | X_OK) == 0 ? nil : SystemError.word(for: errno)
    }
}
