import Glibc

/// The program that runs.
public enum Executable {
    /// Its path, from /proc/self/exe: proc(5); nil where that cannot be read.
    public static var path: String? {
        var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe target.withUnsafeMutableBytes { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe readlink("/proc/self/exe", $0.baseAddress, $0.count) }
        }
        return count > 0 && count < target.count ? String(decoding: target[..<count], as: UTF8.self) : nil
    }
}
