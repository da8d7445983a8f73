import CLinux
import Glibc

/// A file that another machine reads and writes as well: what is read and written goes past this one's cache, open(2) O_DIRECT.
///
/// Offsets, lengths and addresses are multiples of ``alignment``.
public struct DirectFile: ~Copyable, Sendable {
    /// What every block device and file system can do with.
    public static let alignment = 4096

    private let number: Int32
    private let path: String
    private let isDirect: Bool

    /// Makes a file that only its owner may read, where there must be none.
    public init(creating path: String) throws(SystemError) {
        try self.init(path, O_CREAT | O_EXCL)
    }

    /// Opens a file that is there, and no symbolic link.
    public init(opening path: String) throws(SystemError) {
        try self.init(path, O_NOFOLLOW)
    }

    private init(_ path: String, _ flags: Int32) throws(SystemError) {
        self.path = path
        let common = flags | O_RDWR | O_CLOEXEC | O_NONBLOCK
        let direct = unsafe Glibc.open(path, common | clinux_O_DIRECT, 0o600)
        if direct >= 0 {
            number = direct
            isDirect = true
            return
        }
        let reason = errno
        guard reason == EINVAL else { throw SystemError("open \(path)", number: reason) }
        // A file system without direct reads may have made the file before it refused.
        let again = common & ~O_EXCL | O_SYNC
        number = try system("open \(path)") { unsafe Glibc.open(path, again, 0o600) }
        isDirect = false
    }

    deinit {
        // A file server that does not answer holds that up, and not who lets the file go.
        let number = number
        guard let closing = try? BlockingThread(named: "close file", { _ = close(number) }) else {
            close(number)
            return
        }
        closing.detach()
    }

    /// Bytes that it has; nil when it is no regular file.
    public borrowing func byteCount() throws(SystemError) -> Int? {
        var status = stat()
        try system("look at \(path)") { unsafe fstat(number, &status) }
        return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Reads from `offset` on, and returns how many bytes there were.
    public borrowing func read(at offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        if !isDirect { _ = posix_fadvise(number, offset, bytes.count, POSIX_FADV_DONTNEED) }
        return try system("read \(path)") { unsafe pread(number, bytes.baseAddress, bytes.count, offset) }
    }

    /// Writes all of `bytes` from `offset` on.
    public borrowing func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = try system("write \(path)") {
                unsafe pwrite(number, rest.baseAddress, rest.count, offset + done)
            }
            // What is left of a write that the kernel took half of is no longer aligned, nor is there room for it.
            guard count == rest.count || (count > 0 && count % Self.alignment == 0) else {
                throw SystemError("write \(path)", number: ENOSPC)
            }
            done += count
        }
    }
}
