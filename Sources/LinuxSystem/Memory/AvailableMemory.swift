/// How much memory this process can take before the kernel ends somebody: proc(5), cgroups(7).
public struct AvailableMemory: Sendable, Equatable, CustomStringConvertible {
    /// What is left to the rest of the machine: 64 MiB.
    public static let reserve = 64 << 20

    /// Bytes that can be taken.
    public let bytes: Int

    /// What sets that limit: the machine, or the file of a control group.
    public let limit: String

    /// What sets the limit, in words.
    public var description: String { "\(bytes >> 20) MiB are available by \(limit)" }

    /// What can be taken now; without procfs nothing is known to set a limit.
    public static var now: AvailableMemory { AvailableMemory(in: "") }

    init(bytes: Int, limit: String) { (self.bytes, self.limit) = (bytes, limit) }

    /// The same by the procfs and the control groups below `root`.
    init(in root: String) {
        var least = (bytes: Int.max, limit: "no limit that is known")
        let lines = (SystemFile.text("\(root)/proc/meminfo") ?? "").split(separator: "\n")
        if let line = lines.first(where: { $0.hasPrefix("MemAvailable:") }), let kilobytes = number(in: line) {
            least = (kilobytes << 10, "MemAvailable of /proc/meminfo")
        }
        for group in ControlGroup.own(in: root) {
            guard let left = group.bytesLeft(), left.bytes < least.bytes else { continue }
            least = (left.bytes, String(left.file.dropFirst(root.count)))
        }
        (bytes, limit) = least
    }
}

/// The number in a line such as `MemAvailable:   1234 kB`; at most 2^50, so that nothing overflows.
private func number(in line: Substring) -> Int? {
    line.split(separator: " ").lazy.compactMap { Int($0) }.first.map { min(max($0, 0), 1 << 50) }
}

/// A memory control group that this process is in, of version 1 or 2.
private struct ControlGroup {
    let folder: String
    let names: Names

    struct Names {
        let limits: [String]
        let usage: String
        let reclaimable: [String]
    }

    private static let version2 = Names(
        limits: ["memory.max", "memory.high"], usage: "memory.current",
        reclaimable: ["inactive_file ", "active_file ", "slab_reclaimable "])
    private static let version1 = Names(
        limits: ["memory.limit_in_bytes"], usage: "memory.usage_in_bytes",
        reclaimable: ["total_inactive_file ", "total_active_file "])

    /// The groups of this process and all that hold them; in a container some lie outside of what it sees.
    static func own(in root: String) -> [ControlGroup] {
        var groups: [ControlGroup] = []
        for line in (SystemFile.text("\(root)/proc/self/cgroup") ?? "").split(separator: "\n") {
            // hierarchy:controllers:path
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let names: Names
            let mount: String
            if fields[1].isEmpty {
                (names, mount) = (version2, "\(root)/sys/fs/cgroup")
            } else if fields[1].split(separator: ",").contains("memory") {
                (names, mount) = (version1, "\(root)/sys/fs/cgroup/memory")
            } else {
                continue
            }
            var folder = mount
            groups.append(ControlGroup(folder: folder, names: names))
            for part in fields[2].split(separator: "/") where part != ".." {
                folder += "/\(part)"
                groups.append(ControlGroup(folder: folder, names: names))
            }
        }
        return groups
    }

    /// What may still be taken, and the file that says so; nil where there is no limit.
    func bytesLeft() -> (bytes: Int, file: String)? {
        guard let usage = SystemFile.integer("\(folder)/\(names.usage)") else { return nil }
        let limits = names.limits.compactMap { name in
            SystemFile.integer("\(folder)/\(name)").map { (bytes: $0, file: "\(folder)/\(name)") }
        }
        guard let limit = limits.min(by: { $0.bytes < $1.bytes }) else { return nil }
        // Version 1 writes a number near 2^63 for no limit.
        guard limit.bytes < 1 << 60 else { return nil }
        let lines = (SystemFile.text("\(folder)/memory.stat") ?? "").split(separator: "\n")
        let reclaimable = names.reclaimable.compactMap { name in
            lines.first { $0.hasPrefix(name) }.flatMap { number(in: $0) }
        }
        let left = reclaimable.reduce(limit.bytes.subtractingReportingOverflow(usage).partialValue) { $0 &+ $1 }
        return (max(0, left), limit.file)
    }
}
