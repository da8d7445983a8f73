import Glibc

/// Bytes that nobody can foretell: getrandom(2).
public func randomBytes(_ count: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
        filled += try system("get random bytes") {
            unsafe bytes.withUnsafeMutableBytes { unsafe getrandom($0.baseAddress! + filled, count - filled, 0) }
        }
    }
    return bytes
}
