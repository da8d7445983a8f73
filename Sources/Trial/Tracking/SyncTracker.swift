package import LinuxSystem
import Synchronization

/// Lifts the protection of a page itself when the kernel tells that somebody waits to write to it.
///
/// Each page costs the guest a round trip to a thread of this process: for kernels before 6.7, which have nothing better.
package final class SyncTracker: DirtyTracker {
    package let name = "userfaultfd wp-sync"

    private let memory: MemoryMapping
    private let state: Mutex<State>
    private let tracked = Mutex<Tracked?>(nil)

    private struct State {
        var written: PageSet
        var failure: (any Error)?
    }

    private struct Tracked {
        let userfault: Userfault
        let stop: Cancellation
        let handler: BlockingThread<Void>
    }

    /// Pages that lie between two written ones are protected along with them: cheaper than another call to the kernel.
    private static let gap = 32

    /// Tracks writes to `memory`, once it is started.
    package init(of memory: MemoryMapping) {
        self.memory = memory
        state = Mutex(State(written: PageSet(pageCount: memory.pageCount)))
    }

    package func start() throws {
        try tracked.withLock { tracked in
            let userfault = try Userfault(of: memory, for: .writeProtect)
            // Before Linux 6.4 what is not there cannot be protected, and a write to it would not be told.
            if !userfault.protectsUnpopulated { try memory.populate() }
            state.withLock { $0.written.removeAll() }
            try userfault.protectAll()
            let stop = try Cancellation()
            let handler = try BlockingThread(named: "dirty pages") { [self] in handle(userfault, until: stop) }
            tracked = Tracked(userfault: userfault, stop: stop, handler: handler)
        }
    }

    package func collect(into pages: inout PageSet) throws {
        try tracked.withLock { tracked in
            guard let tracked else { return }
            let written = try state.withLock { state in
                if let failure = state.failure { throw failure }
                defer { state.written.removeAll() }
                return state.written
            }
            pages.formUnion(written)
            // What is written from here on faults and is told again, or was written before anybody reads these pages.
            var next = 0
            while let first = written.run(from: next) {
                var end = first.upperBound
                while let run = written.run(from: end), run.lowerBound - end <= Self.gap { end = run.upperBound }
                try tracked.userfault.protect(first.lowerBound..<end)
                next = end
            }
        }
    }

    package func count() throws -> Int {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.written.count
        }
    }

    package func end() {
        tracked.withLock { tracked in
            guard let ended = tracked else { return }
            tracked = nil
            ended.stop.cancel()
            try? ended.handler.join()
            try? ended.userfault.end()
        }
    }

    private func handle(_ userfault: Userfault, until stop: Cancellation) {
        do {
            while try waitReadable(userfault.descriptor, until: .max, unless: stop) != .cancelled {
                var isWaiting = true
                while isWaiting { isWaiting = try handleOne(userfault) }
            }
        } catch {
            state.withLock { $0.failure = error }
            // Nobody may wait for ever; the next collection throws, and the migration ends.
            try? userfault.protect(memory.allPages, false)
        }
    }

    /// Reading, noting and lifting are one step for ``collect(into:)``.
    ///
    /// Otherwise it could protect a page and forget it between
    /// the last two, or a message read before it could lift what it has just protected.
    private func handleOne(_ userfault: Userfault) throws -> Bool {
        try state.withLock { state in
            guard let page = try userfault.waiting(atMost: 1).first else { return false }
            state.written.insert(page)
            try userfault.protect(page..<page + 1, false)
            return true
        }
    }
}
