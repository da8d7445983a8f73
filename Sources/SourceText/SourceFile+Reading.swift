import Glibc

extension SourceFile {
    /// What the standard input is called where a path is expected.
    public static let standardInput = "<stdin>"

    /// The largest file that is read, in bytes.
    public static let sizeLimit = 1 << 30

    /// Reads the file at `path`; `-` is the standard input.
    ///
    /// It is read and not mapped, so that a file which another process cuts short cannot crash this one.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - onlyRegular: whether pipes and devices, which may never end, are refused.
    /// - Returns: its text.
    /// - Throws: a diagnostic when it cannot be opened or read, is larger than ``sizeLimit``, or was cut short meanwhile.
    public static func read(_ path: String, onlyRegular: Bool = false) throws(Diagnostic) -> SourceFile {
        func failure(_ what: String) -> Diagnostic {
            let reason = unsafe String(cString: strerror(errno))
            return Diagnostic(.error, path: path, message: "cannot be \(what): \(reason)")
        }
        let descriptor = path == "-" ? dup(0) : unsafe open(path, O_RDONLY | O_CLOEXEC | (onlyRegular ? O_NONBLOCK : 0))
        guard descriptor >= 0 else { throw failure("opened") }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure("read") }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else { throw Diagnostic(.error, path: path, message: "is a directory") }
        guard !onlyRegular || kind == S_IFREG else {
            throw Diagnostic(.error, path: path, message: "is a pipe or a device; a regular file is needed here")
        }
        let announced = kind == S_IFREG ? Int(status.st_size) : nil
        let tooLarge = Diagnostic(
            .error, path: path, message: "is larger than the limit of 1 GiB; split it by cluster into several files")
        if let announced, announced > sizeLimit { throw tooLarge }
        var bytes: [UInt8] = []
        bytes.reserveCapacity((announced ?? 0) + 1)
        while true {
            var count = 0
            let wanted = max(1 << 16, (announced ?? 0) + 1 - bytes.count)
            let chunk = unsafe [UInt8](unsafeUninitializedCapacity: min(wanted, 1 << 24)) { buffer, initialized in
                repeat {
                    count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                } while count < 0 && errno == EINTR
                initialized = max(0, count)
            }
            guard count >= 0 else { throw failure("read") }
            guard count > 0 else { break }
            bytes += chunk
            guard bytes.count <= sizeLimit else { throw tooLarge }
        }
        if let announced, bytes.count != announced {
            throw Diagnostic(
                .error, path: path,
                message:
                    "changed while it was read: \(bytes.count) bytes instead of \(announced); run again when it is complete"
            )
        }
        return SourceFile(path: path == "-" ? standardInput : path, bytes: bytes)
    }
}
