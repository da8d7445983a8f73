package import LinuxSystem
import Synchronization

/// The destination's end of a guest that resumed early: fetches the pages that it touches before they have come.
///
/// Order: ``init(memory:)``; ``discard(_:)`` ahead of the switchover; ``start(missing:over:)`` when the guest is paused for good at
/// the source; then the guest goes on here; ``put(_:_:)`` takes what comes; ``wait(until:unless:)`` until the last page has come;
/// ``end()``. From the first discarding on, nothing else may write into the memory but the guest.
package final class DemandPager: Sendable {
    let memory: MemoryMapping
    let state: Mutex<State>
    let stop: Cancellation
    let news: Mailbox<Void>

    struct State {
        /// Pages that have been given back.
        var discarded: PageSet
        /// All pages that were missing at the start.
        var expected: PageSet
        /// Those of them that have not begun to come.
        var missing: PageSet
        /// How many are being put in.
        var arriving = 0
        /// Since when somebody waits for a page.
        var waiting: [Int: Int64] = [:]
        var waits = DurationHistogram()
        var report = DemandPagingReport()
        var running: Running?
        var failure: (any Error)?
    }

    struct Running {
        let userfault: Userfault
        let handler: BlockingThread<Void>
        var conversation: any PageConversation
    }

    /// Gets `memory` ready: no huge page may fill up around a page that is given back.
    package init(memory: MemoryMapping) throws {
        self.memory = memory
        let none = PageSet(pageCount: memory.pageCount)
        state = Mutex(State(discarded: none, expected: none, missing: none))
        stop = try Cancellation()
        news = try Mailbox()
        try memory.advise(hugePages: false)
    }

    /// How many pages have not come.
    var missingCount: Int { state.withLock { $0.missing.count + $0.arriving } }

    /// The pages that have not begun to come.
    var missingPages: PageSet { state.withLock { $0.missing } }

    /// What it took so far.
    var report: DemandPagingReport {
        state.withLock { state in
            var report = state.report
            report.waits = state.waits.distribution
            return report
        }
    }

    /// Gives back pages that will be missing, while the guest still runs at the source.
    func discard(_ pages: PageSet) throws {
        try state.withLock { state in
            try memory.discard(pages, except: state.discarded)
            state.discarded.formUnion(pages)
        }
    }

    /// Waits for accesses to the `missing` pages from now on, and asks for them over `conversation`.
    ///
    /// All that were given back before must be among them: they would be zero.
    package func start(missing: PageSet, over conversation: any PageConversation) throws {
        try discard(missing)
        let isEmpty = try state.withLock { state in
            var lost = state.discarded
            lost.subtract(missing)
            if let page = lost.run(from: 0) { throw DemandPagingError.lost(page) }
            (state.expected, state.missing) = (missing, missing)
            let userfault = try Userfault(of: memory, for: .missing)
            let handler = try BlockingThread(named: "missing pages") { [self] in handle(userfault) }
            state.running = Running(userfault: userfault, handler: handler, conversation: conversation)
            return missing.isEmpty
        }
        if isEmpty { news.put(()) }
    }

    /// Goes on over another conversation, which is asked for all that somebody waits for.
    func goOn(over conversation: any PageConversation) throws {
        let demanded = state.withLock { state in
            state.running?.conversation = conversation
            state.failure = nil
            return state.waiting.keys.filter { state.missing.contains($0) }
        }
        for page in demanded { try conversation.demand(page) }
    }

    /// Waits for the last page; false when `deadline` on the monotonic clock passes or somebody wants to stop.
    ///
    /// - Throws: where a page that is not there could not be asked for or put in; ``goOn(over:)`` may mend the first.
    func wait(until deadline: Int64, unless cancellation: Cancellation? = nil) throws -> Bool {
        while true {
            let isComplete = try state.withLock { state in
                if state.missing.isEmpty && state.arriving == 0 { return true }
                if let failure = state.failure { throw failure }
                return false
            }
            if isComplete { return true }
            guard try news.take(until: deadline, cancellation: cancellation) != nil else { return false }
        }
    }

    /// Lets the memory go.
    ///
    /// Where pages are still missing the guest must have been stopped for good: it would read zeros.
    package func end() {
        guard let ended = state.withLock({ state in state.running.take() }) else { return }
        stop.cancel()
        try? ended.handler.join()
        try? ended.userfault.end()
    }
}

/// Why pages can not be fetched on demand.
enum DemandPagingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Pages were given back and will not come again.
    case lost(Range<Int>)
    /// Pages that the guest does not have, or with too many or too few bytes.
    case wrongPages
    /// A page was there that should not have been: what it holds is old.
    case stale(Range<Int>)

    var description: String {
        switch self {
        case .lost(let pages):
            "pages \(pages.lowerBound) to \(pages.upperBound - 1) were given back and do not come again"
        case .wrongPages: "the source sent pages that the guest does not have"
        case .stale(let pages):
            "old contents were found where pages \(pages.lowerBound) to \(pages.upperBound - 1) belong"
        }
    }
}
