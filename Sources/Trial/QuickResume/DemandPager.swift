import Agent
import Evidence
import Histogram
import LinuxSystem
import Synchronization

/// The destination's end of a guest that resumed early: fetches the pages that it touches before they have come.
///
/// Order: ``init(memory:)``, ``discard(_:)`` ahead of the switchover, ``start(missing:over:)`` when the guest is paused for good at the
/// source, then the guest goes on here. ``put(_:from:)`` takes what comes, on any thread; ``wait(until:unless:)`` waits for the last page;
/// ``end()`` afterwards. Nothing may write to the memory by itself between the discarding and the start.
final class DemandPager: Sendable {
    private let memory: MemoryMapping
    private let state: Mutex<State>
    private let stop: Cancellation
    private let done: Mailbox<Void>

    struct State {
        /// Pages that are known not to be there.
        var discarded: PageSet
        /// Pages that have not begun to come.
        var missing: PageSet
        /// All that were missing at the start.
        var expected: PageSet
        /// Pages whose bytes are still being put in.
        var arriving = 0
        /// When somebody was seen to wait for a page.
        var waiting: [Int: Int64] = [:]
        var waits = Histogram<UInt32>(numberOfSignificantValueDigits: .three)
        var report = DemandPagingReport()
        var conversation: (any PageConversation)?
        var userfault: Userfault?
        var handler: BlockingThread<Void>?
        var failure: (any Error)?
    }

    /// Gets `memory` ready: no huge page may fill up around a page that was discarded.
    init(memory: MemoryMapping) throws {
        self.memory = memory
        let none = PageSet(pageCount: memory.pageCount)
        state = Mutex(State(discarded: none, missing: none, expected: none))
        stop = try Cancellation()
        done = try Mailbox()
        try memory.advise(hugePages: false)
    }

    /// Gives back pages that will be missing, while the guest still runs at the source.
    func discard(_ pages: PageSet) throws { fatalError() }

    /// Waits for accesses to the pages that are `missing` from now on, and asks for them over `conversation`.
    func start(missing: PageSet, over conversation: any PageConversation) throws { fatalError() }

    /// How many pages have not come.
    var missingCount: Int { state.withLock { $0.missing.count } }

    /// The pages that have not come.
    var missingPages: PageSet { state.withLock { $0.missing } }

    /// What it took so far.
    var report: DemandPagingReport { state.withLock { $0.report } }

    /// Puts pages in that have come; those that are there already are counted and thrown away.
    func put(_ pages: Range<Int>, from bytes: UnsafeRawBufferPointer) throws { fatalError() }

    /// The same for pages that are all zero.
    func putZeros(_ pages: Range<Int>) throws { fatalError() }

    /// Goes on over another conversation, which is asked for all that somebody waits for.
    func goOn(over conversation: any PageConversation) throws { fatalError() }

    /// Waits for the last page; false when `deadline` on the monotonic clock passes or somebody wants to stop.
    func wait(until deadline: Int64, unless cancellation: Cancellation?) throws -> Bool { fatalError() }

    /// Lets the memory go. When pages are still missing the guest must have been stopped for good: it would read zeros.
    func end() { fatalError() }
}
