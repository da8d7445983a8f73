import CLinux
import Glibc

/// The pages that were written since they were protected, found and protected again in one step: PAGEMAP_SCAN, Linux 6.7.
///
/// The memory must be registered with a ``Userfault`` that protects asynchronously.
@safe public final class PagemapScan: @unchecked Sendable {
    // SAFETY: who scans holds no other scan of the same object; its owner sees to that.
    private let memory: MemoryMapping
    private let pagemap: Descriptor
    private let runs: UnsafeMutableBufferPointer<clinux_page_region>

    /// Runs of pages that the kernel tells at once: 96 KiB, which stay in the cache.
    private static let runsAtOnce = 4096

    /// Scans of `memory`.
    public init(of memory: MemoryMapping) throws(SystemError) {
        self.memory = memory
        pagemap = Descriptor(
            owning: try system("open /proc/self/pagemap") { unsafe open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC) })
        unsafe runs = .allocate(capacity: Self.runsAtOnce)
        unsafe runs.initialize(repeating: clinux_page_region())
    }

    deinit { unsafe runs.deallocate() }

    /// Calls `body` with each run of pages that was written, rising; with `protecting` they are protected again, each page in the
    /// same moment that it is looked at.
    ///
    /// When the kernel fails half-way, `body` has been called with all that were protected.
    public func forEachWritten(protecting: Bool, _ body: (Range<Int>) -> Void) throws(SystemError) {
        let base = unsafe UInt64(UInt(bitPattern: memory.base))
        let end = base + UInt64(memory.byteCount)
        var start = base
        while start < end {
            var walkEnd: UInt64 = 0
            let found = unsafe clinux_scan_written(
                pagemap.number, protecting ? 1 : 0, start, end, runs.baseAddress, runs.count, &walkEnd)
            let number = errno
            // An error hides how many were protected before it; the end of a run is not 0, and each is cleared once told.
            let told = unsafe found >= 0 ? found : runs.firstIndex { $0.end == 0 } ?? runs.count
            for index in 0..<told {
                let run = unsafe runs[index]
                unsafe runs[index].end = 0
                body(Int((run.start &- base) >> 12)..<Int((run.end &- base) >> 12))
            }
            if found < 0 && number != EINTR { throw SystemError("find the pages that were written", number: number) }
            // The kernel's own word for where it stopped is that of the last time that its own buffer was full, so only an
            // array without room says that there is more.
            guard unsafe found < 0 || found == runs.count else { return }
            if walkEnd > start { start = walkEnd }
        }
    }
}
