import LinuxSystem
import Synchronization

@testable import Trial

/// A guest whose memory is split between two ends that talk within this process, each over a thread of its own.
final class SplitGuest: Sendable {
    let source: MemoryMapping
    let destination: MemoryMapping
    let pager: DemandPager
    let missing: PageSet

    /// A destination that holds old contents of the `missing` pages, and the source's of all others.
    init(pages: Int, missing: some Sequence<Int>, hugePages: Bool = true) throws {
        try require(.userfaultMissing)
        source = try MemoryMapping(byteCount: pages * MemoryMapping.pageBytes)
        destination = try MemoryMapping(byteCount: pages * MemoryMapping.pageBytes)
        self.missing = PageSet(pageCount: pages, missing)
        try destination.advise(hugePages: hugePages)
        for page in 0..<pages {
            Self.fill(source, page, Self.contents(of: page))
            Self.fill(destination, page, self.missing.contains(page) ? 0xdead : Self.contents(of: page))
        }
        pager = try DemandPager(memory: destination)
    }

    static func contents(of page: Int) -> UInt64 { UInt64(page) &* 0x9e37_79b9_7f4a_7c15 | 1 }

    private static func fill(_ memory: MemoryMapping, _ page: Int, _ value: UInt64) {
        unsafe memory.bytes(of: page..<page + 1).withMemoryRebound(to: UInt64.self) { words in
            for index in words.indices { unsafe words[index] = value &+ UInt64(index) }
        }
    }

    /// What a page at the destination begins with.
    func firstWord(of page: Int) -> UInt64 { unsafe destination.address(of: page).load(as: UInt64.self) }

    /// Touches a page at the destination: whether it holds what it must, first and last.
    func isRight(_ page: Int) -> Bool {
        let last = unsafe destination.address(of: page).load(fromByteOffset: 4_088, as: UInt64.self)
        return firstWord(of: page) == Self.contents(of: page) && last == Self.contents(of: page) &+ 511
    }

    /// Puts pages from the source in at the destination, as a network would.
    func deliver(_ runs: [Range<Int>]) throws {
        var bytes: [UInt8] = []
        for run in runs { unsafe bytes.append(contentsOf: source.bytes(of: run)) }
        try put(runs, bytes)
    }

    /// Has `bytes` come for some pages.
    func put(_ runs: [Range<Int>], _ bytes: [UInt8]) throws { try unsafe pager.put(runs, bytes.span.bytes) }
}

/// Carries demands and pages between the two ends, until it is cut.
final class LocalConversation: PageConversation {
    struct Cut: Error {}

    private let guest: SplitGuest
    private let isCut = Atomic<Bool>(false)
    private let demands = BlockingQueue<Int>(limit: 100_000)
    let sent = Mutex<[Int]>([])

    init(_ guest: SplitGuest) { self.guest = guest }

    /// Has `server` answer, on a thread that ends with ``cut()``.
    func answer(with server: PageServer) throws -> BlockingThread<Void> {
        try BlockingThread { [self] in
            while let page = demands.take() { try? server.demand(page) }
        }
    }

    func cut() {
        isCut.store(true, ordering: .sequentiallyConsistent)
        demands.close()
    }

    func demand(_ page: Int) throws {
        guard !isCut.load(ordering: .sequentiallyConsistent), demands.put(page) else { throw Cut() }
    }

    func send(_ pages: Range<Int>, isDemanded: Bool) throws {
        guard !isCut.load(ordering: .sequentiallyConsistent) else { throw Cut() }
        sent.withLock { $0 += pages }
        try guest.deliver([pages])
    }
}
