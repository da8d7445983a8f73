import Glibc
import LinuxSystem
import Trial

/// Touches pages that are missing, which come over TCP on loopback: how long each touch takes.
final class FaultBenchmark {
    private let memory: MemoryMapping
    private let source: MemoryMapping
    private let conversation: LoopbackConversation
    private let pager: DemandPager

    init(_ memory: MemoryMapping) throws {
        self.memory = memory
        source = try MemoryMapping(byteCount: memory.byteCount)
        try source.populate()
        for page in source.allPages { unsafe source.address(of: page).storeBytes(of: 2, as: UInt8.self) }
        var missing = PageSet(pageCount: memory.pageCount)
        missing.insert(memory.allPages)
        pager = try DemandPager(memory: memory)
        conversation = try LoopbackConversation(source: source)
        let server = PageServer(missing, over: conversation)
        try conversation.start(server: server, pager: pager)
        try pager.start(missing: missing, over: conversation)
    }

    /// The times of `count` touches in nanoseconds, sorted.
    func times(of count: Int, _ nextPage: () -> Int) -> [Int64] {
        (0..<count).map { _ in
            let page = unsafe memory.address(of: nextPage())
            let begin = MonotonicClock.now
            precondition(unsafe page.load(as: UInt8.self) == 2)
            return MonotonicClock.now - begin
        }.sorted()
    }
}
