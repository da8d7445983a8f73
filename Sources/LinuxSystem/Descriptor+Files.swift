import CLinux
import Glibc

extension Descriptor {
    /// Opens the regular file, pipe or device at `path` for reading.
    public init(reading path: String) throws(SystemError) {
        let number = try system("be opened") { unsafe open(path, O_RDONLY | O_CLOEXEC) }
        self.init(owning: number)
    }

    /// Makes a file at `path`, where there must be none, for writing.
    public init(creating path: String) throws(SystemError) {
        let number = try system("write \(path)") {
            unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        }
        self.init(owning: number)
    }

    /// Another number for the standard input, which stays open when this one is closed.
    public static func duplicateOfStandardInput() throws(SystemError) -> Descriptor {
        Descriptor(owning: try system("be read") { fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) })
    }
}

extension SystemError {
    /// Whether there is nothing at a path.
    public var isMissing: Bool { number == ENOENT }

    /// Whether a directory was read like a file.
    public var isDirectory: Bool { number == EISDIR }
}
