import Foundation
import Testing

@testable import LinuxSystem

@Suite struct AvailableMemoryTests {
    /// What is available on a machine with these files.
    private func available(_ files: [String: String]) throws -> AvailableMemory {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("vmpf-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, text) in files {
            let file = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: false, encoding: .utf8)
        }
        return AvailableMemory(in: root.path)
    }

    private static let meminfo = "MemTotal:  8000000 kB\nMemFree:  100 kB\nMemAvailable:    4000000 kB\n"

    @Test func `The machine sets the limit where no control group does`() throws {
        let machine = ["proc/meminfo": Self.meminfo]
        #expect(try available(machine).bytes == 4_000_000 << 10)
        let unlimited = machine.merging([
            "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/memory.max": "max\n",
            "sys/fs/cgroup/a/b/memory.current": "123\n",
        ]) { $1 }
        #expect(try available(unlimited).limit == "MemAvailable of /proc/meminfo")
        #expect(try available([:]).bytes == .max)
    }

    @Test func `The narrowest group of version 2 sets the limit, its caches being free`() throws {
        let files = [
            "proc/meminfo": Self.meminfo, "proc/self/cgroup": "0::/pod/box\n",
            "sys/fs/cgroup/pod/memory.max": "2000000000\n", "sys/fs/cgroup/pod/memory.current": "1500000000\n",
            "sys/fs/cgroup/pod/memory.stat":
                "anon 5\ninactive_file 100000000\nactive_file 50000000\nslab_reclaimable 7\n",
            "sys/fs/cgroup/pod/box/memory.max": "max\n", "sys/fs/cgroup/pod/box/memory.high": "900000000\n",
            "sys/fs/cgroup/pod/box/memory.current": "100000000\n",
        ]
        let found = try available(files)
        #expect(found.bytes == 500_000_000 + 150_000_007)
        #expect(found.limit == "/sys/fs/cgroup/pod/memory.max")
        #expect(found.description == "619 MiB are available by /sys/fs/cgroup/pod/memory.max")
    }

    @Test func `A group of version 1 counts, as does the container's own where its path is not seen`() throws {
        let files = [
            "proc/meminfo": Self.meminfo, "proc/self/cgroup": "9:cpu,cpuacct:/x\n4:memory:/docker/0123\n0::/\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "1000000\n",
            "sys/fs/cgroup/memory/memory.usage_in_bytes": "900000\n",
            "sys/fs/cgroup/memory/memory.stat": "inactive_file 1\ntotal_inactive_file 5000\n",
        ]
        #expect(try available(files).bytes == 105_000)
    }

    @Test(arguments: [
        "", "MemAvailable:", "MemAvailable: -5 kB", "MemAvailable: 99999999999999999999 kB",
        "MemAvailable: 9223372036854775807 kB", "0::/../../..\n", ":::", "0::" + String(repeating: "/a", count: 1_000),
    ])
    func `Strange files end nothing`(text: String) throws {
        let strange = ["proc/meminfo": text, "proc/self/cgroup": text]
        let group = [
            "sys/fs/cgroup/memory.max": "9223372036854775807", "sys/fs/cgroup/memory.current": "-9223372036854775808",
            "sys/fs/cgroup/memory.stat": "inactive_file 9223372036854775807\nactive_file 9223372036854775807",
        ]
        #expect(try available(strange).bytes >= 0)
        #expect(try available(strange.merging(group) { $1 }).bytes >= 0)
    }
}
