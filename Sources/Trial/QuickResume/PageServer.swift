import LinuxSystem
import Synchronization

/// The source's end of a guest that resumed early: sends what somebody waits for at once, and pushes the rest meanwhile.
package final class PageServer: Sendable {
    /// What a page server has sent.
    struct Report: Sendable, Equatable {
        /// Pages that were sent, each once but for those of a conversation that broke.
        var pages = 0
        /// Those of them that somebody waited for.
        var demanded = 0
    }

    private let state: Mutex<State>

    private struct State {
        var queue: PageQueue
        var conversation: any PageConversation
        var report = Report()
    }

    /// Pages that are pushed at once: what is demanded waits for no more than that.
    private static let pushedAtOnce = 16

    /// Has all of `pages` to send.
    package init(_ pages: PageSet, over conversation: any PageConversation) {
        state = Mutex(State(queue: PageQueue(pages), conversation: conversation))
    }

    /// What has been sent so far.
    var report: Report { state.withLock { $0.report } }

    /// Pages that have not been sent.
    var rest: Int { state.withLock { $0.queue.rest.count } }

    /// Somebody at the destination waits for `page`: sends it now, on the calling thread, unless it is on its way.
    package func demand(_ page: Int) throws {
        let conversation = state.withLock { state -> (any PageConversation)? in
            guard state.queue.take(page) else { return nil }
            state.report.pages += 1
            state.report.demanded += 1
            return state.conversation
        }
        try conversation?.send(page..<page + 1, isDemanded: true)
    }

    /// Pushes all that has not been sent; one thread or several may do so.
    ///
    /// Returns when nothing is left or somebody wants to stop.
    func push(cancellation: Cancellation? = nil) throws {
        while cancellation?.isCancelled != true {
            let next = state.withLock { state -> (Range<Int>, any PageConversation)? in
                guard let run = state.queue.next(atMost: Self.pushedAtOnce) else { return nil }
                state.report.pages += run.count
                return (run, state.conversation)
            }
            guard let (run, conversation) = next else { return }
            try conversation.send(run, isDemanded: false)
        }
    }

    /// Goes on over another conversation, with the pages that the destination says it lacks.
    func goOn(over conversation: any PageConversation, lacking pages: PageSet) {
        state.withLock { state in
            state.queue = PageQueue(pages)
            state.conversation = conversation
        }
    }
}
