import Agent
import LinuxSystem
import SourceText

extension SourceMigration {
    /// How long the arbiter may take before it is asked again.
    private static let askAgain: Int64 = 1_000_000_000

    /// How long a guest stands still for want of the arbiter before that is told; it goes on standing still.
    private static let mostAsking: Int64 = 60_000_000_000

    /// The same once somebody wants to stop.
    private static let mostAskingStopped: Int64 = 8_000_000_000

    /// How long a guest stands still, with all said, before the progress tells what for.
    private static let telling: Int64 = 3_000_000_000

    /// Stops the guest and hands it over, or lets it go on here.
    func switchOver(_ sender: PageSender, _ tracker: any DirtyTracker, rest: PageSet) {
        standStill(sender) {
            var pages = rest
            try tracker.collect(into: &pages)
            try send(pages, sender)
            try sender.send(MigrationMessage.lastPages.with())
            try awaitEnd(sender, askingAgain: .lastPages)
        }
    }

    /// Stops the guest and does `body`; where that fails, the guest goes on where the arbiter says.
    func standStill(_ sender: PageSender, _ body: () throws -> Void) {
        tellProgress(.switchover, pagesLeft: 0, dirty: nil, rate: sendBytesPerSecond)
        _ = machine.handle(.smallEnough)
        let start = MonotonicClock.now
        outcome.pausedAt = start
        do {
            try guest.pause()
            try body()
        } catch {
            outcome.why = outcome.why ?? reason(error)
            settle()
        }
        if machine.state != .released { try? sender.send(MigrationMessage.givenUp.with()) }
        outcome.stunSeconds = Double(MonotonicClock.now - start) / 1e9
    }

    private func send(_ pages: PageSet, _ sender: PageSender) throws {
        round += 1
        let deadline = switchoverDeadline
        var told = MonotonicClock.now
        let sent = try sender.send(pages, round: round, cancellation: inbox.cancellation) { progress in
            try inbox.heedEnd()
            let now = MonotonicClock.now
            if now - told > 500_000_000 {
                told = now
                tellProgress(.switchover, pagesLeft: progress.pagesLeft, dirty: nil, rate: progress.bytesPerSecond)
            }
            if now > deadline { throw tookTooLong }
        }
        note(sent, dirtyBytesPerSecond: 0, slowdown: nil)
    }

    private var switchoverDeadline: Int64 {
        (outcome.pausedAt ?? 0) &+ Int64(call.migration.maxSwitchoverSeconds * 1e9)
    }

    private var tookTooLong: AgentError {
        AgentError("the switchover took longer than \(call.migration.maxSwitchoverSeconds) s")
    }

    /// Waits for the word that the guest runs at the destination, and sends what arrived there damaged once more.
    func awaitEnd(_ sender: PageSender, askingAgain question: MigrationMessage) throws {
        var suspects = PageSet(pageCount: guest.memory.pageCount)
        let deadline = switchoverDeadline
        var said = MonotonicClock.now
        while machine.state == .paused {
            let news = try inbox.take(until: min(deadline, MonotonicClock.now + 100_000_000))
            switch news {
            case .message(let message):
                try take(message, suspects: &suspects, sender, question)
                said = MonotonicClock.now
            case .decided(let decision): act(on: decision == .committed ? .committed : .aborted)
            case .ended(let error): throw error
            case nil:
                if inbox.cancellation.isCancelled { throw AgentError.interrupted }
                if let failure = sender.failure { throw failure }
                if MonotonicClock.now >= deadline { throw tookTooLong }
                tell(SendNews(phase: MonotonicClock.now - said > Self.telling ? .deciding : nil))
            }
        }
    }

    private func take(
        _ message: TransportMessage, suspects: inout PageSet, _ sender: PageSender, _ question: MigrationMessage
    ) throws {
        switch message.meaning {
        case .runs: act(on: .told)
        case .suspects:
            for run in try PageRuns.runs(in: message.payload, pageCount: suspects.pageCount) { suspects.insert(run) }
        case .allSuspects:
            try send(suspects, sender)
            suspects.removeAll()
            try sender.send(question.with())
        case .failed:
            throw AgentError(failed: message)
        default: throw AgentError("the destination said something out of place (\(message.type))")
        }
    }

    /// Has the guest go on where the arbiter says, once something has gone wrong; where the arbiter cannot be reached, nowhere.
    func settle() {
        act(on: .failed)
        var giveUp = MonotonicClock.now + Self.mostAsking
        while machine.state == .asking, MonotonicClock.now < giveUp {
            switch try? inbox.take(until: MonotonicClock.now + Self.askAgain, heedingCancellation: false) {
            case .decided(let decision): act(on: decision == .committed ? .committed : .aborted)
            case .message(let message) where message.meaning == .runs: act(on: .told)
            case .message, .ended: break
            case nil:
                if inbox.cancellation.isCancelled { giveUp = min(giveUp, MonotonicClock.now + Self.mostAskingStopped) }
                tell(SendNews(phase: .deciding))
                act(on: .unanswered)
            }
        }
        if machine.state == .asking {
            outcome.ending = .paused
            outcome.why = (outcome.why ?? "") + "; the arbiter cannot be reached, so the guest stands still"
        }
    }

    private func act(on event: SourceSwitchover.Event) {
        for action in machine.handle(event) {
            switch action {
            case .pause: break
            case .askToAbort:
                if let place {
                    place.ask(for: .aborted, inbox: inbox)
                } else {
                    tell(SendNews(asksToAbort: true))
                }
            case .resume:
                slowdown.end()
                guest.resume()
                outcome.ending = .kept
            case .release: outcome.ending = .released
            }
        }
    }
}
