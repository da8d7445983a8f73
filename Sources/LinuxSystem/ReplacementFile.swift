import CLinux
import Glibc

/// A file that is written beside its place and takes it when it is whole; without that it is gone with its owner.
public struct ReplacementFile: ~Copyable, Sendable {
    /// Where it will be.
    public let path: String

    private let temporary: String
    private let descriptor: Descriptor

    deinit { _ = unsafe unlink(temporary) }

    /// Opens a new file beside `path`, which only its owner may read.
    public init(_ path: String) throws(SystemError) {
        var name = Array("\(path).XXXXXX".utf8CString)
        let number = try system("write beside \(path)") { unsafe mkstemp(&name) }
        descriptor = Descriptor(owning: number)
        temporary = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        self.path = path
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }

    /// Whether a file may be put at `path`: a regular one stands there, or none.
    public static func canReplace(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    }

    /// Appends `bytes`.
    public borrowing func write(_ bytes: [UInt8]) throws(SystemError) {
        let number = descriptor.number
        var sent = 0
        while sent < bytes.count {
            sent += try system("write \(path)") {
                unsafe bytes.withUnsafeBytes { bytes in
                    unsafe Glibc.write(number, bytes.baseAddress.map { unsafe $0 + sent }, bytes.count - sent)
                }
            }
        }
    }

    /// Cuts it off after so many bytes.
    public borrowing func truncate(to count: Int) throws(SystemError) {
        let number = descriptor.number
        try system("cut \(path)") { ftruncate(number, count) }
    }

    /// Puts it in its place.
    public consuming func keep() throws(SystemError) {
        let (temporary, path) = (temporary, path)
        try system("put \(path) in its place") { unsafe rename(temporary, path) }
    }
}
