import Crypto
import Glibc

/// Size and SHA-256 of a capture that lies beside its evidence.
enum CaptureDigest {
    private static let chunk = 1 << 20

    /// Looks at the file at `path`; it is not hashed when it has not `bytes` bytes, which tells as much.
    ///
    /// - Returns: nothing when there is no regular file, no hash when it cannot be read.
    static func of(_ path: String, bytes: Int64?) -> (bytes: Int64, sha256: String?)? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int64(status.st_size)
        guard bytes == nil || bytes == size else { return (size, nil) }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return (size, nil) }
        defer { close(descriptor) }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            guard count >= 0 else {
                if errno == EINTR { continue }
                return (size, nil)
            }
            if count == 0 { break }
            hash.update(data: buffer[..<count])
        }
        return (size, hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
