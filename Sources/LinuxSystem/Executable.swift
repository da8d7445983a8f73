import CLinux
import Glibc

/// The program that runs.
public enum Executable {
    /// Its path, from /proc/self/exe: proc(5); nil where that cannot be read.
    public static var path: String? {
        var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe target.withUnsafeMutableBytes { bytes in
            let text = unsafe bytes.assumingMemoryBound(to: CChar.self)
            return unsafe text.baseAddress.map { unsafe readlink("/proc/self/exe", $0, text.count) } ?? -1
        }
        return count > 0 && count < target.count ? String(decoding: target[..<count], as: UTF8.self) : nil
    }
}
