package import LinuxSystem
import Synchronization

/// Has the kernel lift the protection of a page that is written to, and asks it afterwards which those were.
///
/// A write costs the guest a fault that the kernel handles by itself, once a page and collection.
package final class AsyncTracker: DirtyTracker {
    package let name = "userfaultfd wp-async"

    private let memory: MemoryMapping
    private let tracked = Mutex<Tracked?>(nil)

    private struct Tracked {
        let userfault: Userfault
        let scan: PagemapScan
    }

    /// Tracks writes to `memory`, once it is started.
    package init(of memory: MemoryMapping) { self.memory = memory }

    package func start() throws {
        try tracked.withLock { tracked in
            let userfault = try Userfault(of: memory, for: .asynchronousWriteProtect)
            let scan = try PagemapScan(of: memory)
            // Not by a scan, which would leave out what has no page table yet.
            try userfault.protectAll()
            tracked = Tracked(userfault: userfault, scan: scan)
        }
    }

    package func collect(into pages: inout PageSet) throws {
        // The closure must not capture an inout that outlives it, so the set is lent for the time of the scan.
        try forEachWritten(protecting: true) { pages.insert($0) }
    }

    package func count() throws -> Int {
        var count = 0
        try forEachWritten(protecting: false) { count += $0.count }
        return count
    }

    package func end() {
        tracked.withLock { tracked in
            try? tracked?.userfault.end()
            tracked = nil
        }
    }

    private func forEachWritten(protecting: Bool, _ body: (Range<Int>) -> Void) throws {
        try tracked.withLock { tracked in
            guard let tracked else { return }
            try tracked.scan.forEachWritten(protecting: protecting, body)
        }
    }
}

extension Userfault {
    /// As many pages at a time as keep the guest's own page faults waiting for a few milliseconds at most.
    private static let pagesAtOnce = (128 << 20) / MemoryMapping.pageBytes

    /// Protects every page.
    func protectAll() throws(SystemError) {
        for first in stride(from: 0, to: memory.pageCount, by: Self.pagesAtOnce) {
            try protect(first..<min(first + Self.pagesAtOnce, memory.pageCount))
        }
    }
}
