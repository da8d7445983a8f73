import CLinux
import Glibc

/// A directory that several machines may see.
public struct Directory: Sendable {
    /// Where it is.
    public let path: String

    /// The directory at `path`.
    public init(_ path: String) { self.path = path }

    /// Throws where there is no directory.
    public func check() throws(SystemError) {
        var status = stat()
        try system("open \(path)") { unsafe stat(path, &status) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw SystemError("open \(path)", number: ENOTDIR) }
    }

    /// The names of what lies in it.
    public func names() throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(path) else { throw SystemError("read \(path)", number: errno) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Whether something of this name lies in it.
    public func has(_ name: String) throws(SystemError) -> Bool {
        var status = stat()
        do throws(SystemError) {
            try system("look at \(path)/\(name)") { unsafe lstat("\(path)/\(name)", &status) }
            return true
        } catch {
            guard error.isMissing else { throw error }
            return false
        }
    }

    /// When the regular file `name` was last written, in seconds of the clock of whose disk it is; nil where there is none.
    public func lastWritten(_ name: String) -> Int? {
        var status = stat()
        guard unsafe lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_mtim.tv_sec)
    }

    /// Makes an empty file that only its owner may read, where there must be none.
    public func create(_ name: String) throws(SystemError) {
        let flags = O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC
        _ = Descriptor(owning: try system("create \(path)/\(name)") { unsafe open("\(path)/\(name)", flags, 0o600) })
    }

    /// Gives a file another name, at once and for all who see the directory: rename(2).
    public func rename(_ name: String, to other: String) throws(SystemError) {
        try system("rename \(path)/\(name)") { unsafe Glibc.rename("\(path)/\(name)", "\(path)/\(other)") }
    }

    /// Removes a file, if it is there.
    public func remove(_ name: String) { _ = unsafe unlink("\(path)/\(name)") }
}

extension SystemError {
    /// Whether a directory cannot be written in, by this user or by anybody.
    public var isReadOnly: Bool { number == EACCES || number == EPERM || number == EROFS }

    /// Whether there is no room.
    public var isFull: Bool { number == ENOSPC || number == EDQUOT }

    /// Whether a path has no directory where it should.
    public var isNoDirectory: Bool { number == ENOTDIR }
}
