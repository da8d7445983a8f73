import Agent
import LinuxSystem
import Synchronization

/// Work on many pages, shared by as many threads as there are processors.
enum PageWork {
    /// Pages that a thread takes at a time.
    private static let share = 1024

    /// Does `body` for all of `pages`, some at a time, and tells `progress` how many are done.
    static func each(
        _ pages: Range<Int>, cancellation: Cancellation, progress: @Sendable (_ done: Int, _ of: Int) -> Void,
        _ body: @escaping @Sendable (Range<Int>) -> Void
    ) throws {
        try withoutActuallyEscaping(progress) { progress in
            let counters = Counters(from: pages.lowerBound)
            let threads = min(Processors.count, pages.count / share + 1)
            let outcomes = try BlockingThread<Void>.each(Array(0..<threads)) { _ in
                while true {
                    if cancellation.isCancelled { throw AgentError.interrupted }
                    let first = counters.next.wrappingAdd(share, ordering: .relaxed).oldValue
                    guard first < pages.upperBound else { return }
                    let some = first..<min(first + share, pages.upperBound)
                    body(some)
                    progress(counters.done.wrappingAdd(some.count, ordering: .relaxed).newValue, pages.count)
                }
            }
            for outcome in outcomes { try outcome.get() }
        }
    }

    private final class Counters: Sendable {
        let next: Atomic<Int>
        let done = Atomic(0)

        init(from first: Int) { next = Atomic(first) }
    }
}
