private import CLinux

/// Bytes that nobody can foretell: getrandom(2).
public func randomBytes(_ count: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    // Up to 256 bytes come whole.
    for start in stride(from: 0, to: count, by: 256) {
        try system("get random bytes") {
            unsafe bytes.withUnsafeMutableBytes { bytes in
                let part = unsafe bytes[start..<min(start + 256, count)]
                return unsafe clinux_random(UnsafeMutableRawBufferPointer(rebasing: part).baseAddress, part.count)
            }
        }
    }
    return bytes
}
