import CLinux
import Glibc

/// Who listens on a TCP port of this machine, as far as /proc lets this process see: proc(5).
public enum PortOwner {
    /// Its program's name and process number; nil when that cannot be known.
    public static func name(of port: UInt16) -> String? {
        let sockets = Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap { listeners(in: text(of: $0), port: port) })
        guard !sockets.isEmpty else { return nil }
        for process in names(in: "/proc") where process.allSatisfy(\.isNumber) {
            let folder = "/proc/\(process)/fd"
            guard names(in: folder).contains(where: { sockets.contains(target(of: "\(folder)/\($0)")) }) else {
                continue
            }
            return text(of: "/proc/\(process)/comm").split(separator: "\n").first.map { "\($0) (process \(process))" }
        }
        return nil
    }

    /// `socket:[inode]` of those that listen on `port`: state 0A is LISTEN.
    static func listeners(in table: String, port: UInt16) -> [String] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: " ")
            guard columns.count > 9, columns[3] == "0A",
                let local = columns[1].split(separator: ":").last, UInt16(local, radix: 16) == port
            else { return nil }
            return "socket:[\(columns[9])]"
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let handle = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            names.append(String(decoding: name, as: UTF8.self))
        }
        return names
    }

    private static func target(of link: String) -> String {
        var target = [UInt8](repeating: 0, count: 64)
        let count = unsafe target.withUnsafeMutableBytes { bytes in
            unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress.map { unsafe readlink(link, $0, 64) } ?? -1
        }
        return String(decoding: target.prefix(max(0, count)), as: UTF8.self)
    }

    /// The contents of a small file of the kernel's, empty when it cannot be read.
    private static func text(of path: String) -> String {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return "" }
        let file = Descriptor(owning: number)
        var text: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while text.count < 4 << 20,
            let count = unsafe part.withUnsafeMutableBytes({ try? unsafe file.read(into: $0) }), count > 0
        {
            text += part[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
