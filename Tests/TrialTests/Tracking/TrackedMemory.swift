import LinuxSystem
import Synchronization

@testable import Trial

/// Memory that a tracker watches, and what of the machine the tests of it need.
struct TrackedMemory {
    enum Kind: CaseIterable {
        case async
        case sync
    }

    let memory: MemoryMapping
    let tracker: any DirtyTracker

    init(_ kind: Kind, pages: Int, hugePages: Bool, populated: Bool = true) throws {
        if kind == .async { try require(.userfaultWriteProtectAsync, .pagemapScan) }
        try require(.userfaultWriteProtect)
        memory = try MemoryMapping(byteCount: pages * MemoryMapping.pageBytes)
        try memory.advise(hugePages: hugePages)
        if populated { try memory.populate() }
        tracker = kind == .async ? AsyncTracker(of: memory) : SyncTracker(of: memory)
    }

    /// Writes to a page, and makes sure that it is written before anything that follows.
    func write(_ page: Int, _ value: UInt64) {
        unsafe memory.address(of: page).storeBytes(of: value, toByteOffset: 8 * (page % 512), as: UInt64.self)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
    }

    func collect() throws -> Set<Int> {
        var pages = PageSet(pageCount: memory.pageCount)
        try tracker.collect(into: &pages)
        return Set(pages)
    }

    /// Whether it is of huge pages alone: proc(5), smaps.
    ///
    /// The kernel tells of it together with what lies beside it.
    func isHuge() throws -> Bool {
        let start = unsafe UInt(bitPattern: memory.base)
        let smaps = try text("/proc/self/smaps")
        var (isOurs, kilobytes) = (false, 0)
        for line in smaps.split(separator: "\n") {
            let bounds = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
            if bounds.count == 2 {
                isOurs = bounds[0] < start + UInt(memory.byteCount) && bounds[1] > start
            } else if isOurs, line.hasPrefix("AnonHugePages:") {
                kilobytes += line.split(separator: " ").compactMap { Int($0) }.first ?? 0
            }
        }
        return kilobytes << 10 >= memory.byteCount
    }

    /// All of a file whose size the kernel does not tell.
    private func text(_ path: String) throws -> String {
        let file = try Descriptor(reading: path)
        var text: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try unsafe part.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
            if count == 0 { return String(decoding: text, as: UTF8.self) }
            text += part[..<count]
        }
    }
}

extension Set<Int> {
    init(_ pages: PageSet) {
        self.init()
        var next = 0
        while let run = pages.run(from: next) {
            formUnion(run)
            next = run.upperBound
        }
    }
}

extension PageSet {
    init(pageCount: Int, _ pages: some Sequence<Int>) {
        self.init(pageCount: pageCount)
        for page in pages { insert(page) }
    }
}
