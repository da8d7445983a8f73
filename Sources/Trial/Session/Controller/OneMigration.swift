import Agent
import Evidence
import LinuxSystem
import Synchronization

/// One guest's migration from one host to another, as the controller leads it: it is the arbiter as well.
final class OneMigration: Sendable {
    let source: FarEnd
    let destination: FarEnd
    let send: SendGuest
    let receive: ReceiveGuest
    private let board: ProgressBoard
    private let cancellation: Cancellation
    private let state = Mutex(State())

    private struct State {
        var arbiter = Arbiter()
        var pausedAt: Int64?
    }

    /// What came of it, as far as each end told.
    struct Outcome: Sendable {
        var sent: Result<SendOutcome, AgentError>
        var received: Result<ReceiveOutcome, AgentError>
        var decision: SwitchoverDecision?
        /// On the controller's clock: the beginning, the word that the guest is about to stand still, and the end.
        var startedAt: Int64
        var pausedAt: Int64?
        var endedAt: Int64
        /// Whether an end has gone, with all that it held; one that only did not answer may still have the guest.
        var isSourceGone = false
        var isDestinationGone = false
        /// Whether the user wanted to stop.
        var wasStopped = false
    }

    /// How long an end may say nothing: it gives a sign of life every second, or every few where it meets the other end.
    private static let patience: Int64 = 30_000_000_000
    /// How long an end may take in all.
    private static let limit: Int64 = 7 * 86_400_000_000_000
    /// How long an end may take to leave the guest at the source, once somebody wants to stop.
    private static let grace: Int64 = 15_000_000_000

    init(
        from source: FarEnd, to destination: FarEnd, send: SendGuest, receive: ReceiveGuest, board: ProgressBoard,
        cancellation: Cancellation
    ) {
        self.source = source
        self.destination = destination
        self.send = send
        self.receive = receive
        self.board = board
        self.cancellation = cancellation
    }

    /// Leads it to its end.
    func run() throws -> Outcome {
        let started = MonotonicClock.now
        let ready = try Mailbox<Bool>()
        let receiving = try BlockingThread(named: "receive") { [self] in
            let received = receiveGuest(ready)
            // The source may wait for a decision that nobody will ask for any more.
            if (try? received.get())?.ending ?? .paused == .paused { end(source) }
            ready.put(false)
            return received
        }
        let isReady = try ready.take(until: .max) ?? false
        let sent = isReady ? sendGuest() : notSent()
        // The destination may wait for pages that will not come.
        if (try? sent.get())?.ending != .released { end(destination) }
        let received = try receiving.join()
        let state = state.withLock { $0 }
        let ended = MonotonicClock.now
        cleanUp()
        return Outcome(
            sent: sent, received: received, decision: state.arbiter.decision, startedAt: started,
            pausedAt: state.pausedAt, endedAt: ended, isSourceGone: source.isGone,
            isDestinationGone: destination.isGone, wasStopped: cancellation.isCancelled)
    }

    /// Nobody has asked the source for anything: the guest runs there, if anywhere.
    private func notSent() -> Result<SendOutcome, AgentError> {
        let why = "the destination did not get ready, so nothing was sent"
        return source.isGone ? .failure(AgentError(why)) : .success(SendOutcome(ending: .kept, why: why))
    }

    /// Takes away what the ends have in the directory that both see; a guest's end that died could not.
    private func cleanUp() {
        guard let call = send.cleanUp else { return }
        // Whoever made the files may remove them where others may not.
        for end in [source, destination] where (try? end.call(call, patience: 5_000_000_000)) != nil { break }
        // This machine may well see the directory, too; its own end, where it lives, sees as much.
        if source.isGone || destination.isGone { call.answer() }
    }

    private func receiveGuest(_ ready: Mailbox<Bool>) -> Result<ReceiveOutcome, AgentError> {
        Result { () throws(AgentError) in
            try destination.call(receive, patience: Self.patience, limit: Self.limit) { news in
                if news.isReady { ready.put(true) }
                if news.asksToCommit { tell(decide(.committed), to: destination) }
                if let pages = news.pagesMissing { board.fetching(pages, of: receive.guest) }
            }
        }
    }

    private func sendGuest() -> Result<SendOutcome, AgentError> {
        Result { () throws(AgentError) in
            try source.call(
                send, patience: Self.patience, limit: Self.limit, cancellation: cancellation, grace: Self.grace,
                event: { news in
                    if news.phase == .switchover {
                        state.withLock { $0.pausedAt = $0.pausedAt ?? MonotonicClock.now }
                    }
                    if news.asksToAbort { tell(decide(.aborted), to: source) }
                    board.tell(news, of: send.guest)
                },
                stopped: { _ = try? source.call(cancel) })
        }
    }

    private var cancel: CancelMigration { CancelMigration(guest: send.guest, migration: send.identity.name) }

    private func decide(_ wish: SwitchoverDecision) -> SwitchoverDecision {
        state.withLock { $0.arbiter.ask(for: wish) }
    }

    /// Has an end come to its own end, whose other end has none to offer any more.
    private func end(_ end: FarEnd) {
        if send.meetingPlace != nil {
            // The lock decides; whoever has asked it goes on waiting for its answer.
            _ = try? end.call(cancel, patience: 5_000_000_000)
        } else {
            tell(decide(.aborted), to: end)
        }
    }

    /// An end that cannot be told asks again.
    private func tell(_ decision: SwitchoverDecision, to end: FarEnd) {
        _ = try? end.call(
            TellDecision(guest: send.guest, migration: send.identity.name, decision: decision), patience: 5_000_000_000)
    }
}
