import CLinux
import Glibc

/// A small file of procfs or sysfs, by which the kernel tells a value.
public enum SystemFile {
    /// The text of the file without the white space at its end; nil when it cannot be read.
    public static func text(_ path: String) -> String? {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            (try? unsafe file.read(into: buffer)) ?? -1
        }
        guard count >= 0 else { return nil }
        let end = bytes[..<count].lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// The number in the file; nil when it cannot be read or holds none.
    public static func integer(_ path: String) -> Int? { text(path).flatMap { Int($0) } }

    /// The words in the file; none when it cannot be read.
    public static func words(_ path: String) -> [String] {
        text(path)?.split { $0 == " " || $0 == "\t" || $0 == "\n" }.map(String.init) ?? []
    }
}
