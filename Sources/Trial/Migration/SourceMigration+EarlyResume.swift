import Agent
import LinuxSystem
import SourceText

extension SourceMigration {
    /// So few pages, dirtied while the rest was named, may be named while the guest stands still.
    private static let fewPages = 256
    /// Times that pages are named ahead: a guest that dirties ever more is not waited for.
    private static let mostNamings = 5
    /// How long the destination may take to throw pages away.
    private static let discarding: Int64 = 30_000_000_000
    /// How often it is told how many pages are left.
    private static let newsInterval: Int64 = 200_000_000

    /// Hands the guest over before its last pages: it goes on at the destination, and fetches them as it needs them.
    func resumeEarly(_ sender: PageSender, _ tracker: any DirtyTracker, rest: PageSet) {
        var lacking = rest
        do {
            try nameAhead(&lacking, sender, tracker)
        } catch {
            outcome.why = reason(error)
            _ = machine.handle(.failed)
            return
        }
        var server: PageServer?
        standStill(sender) {
            var meantime = PageSet(pageCount: lacking.pageCount)
            try tracker.collect(into: &meantime)
            meantime.subtract(lacking)
            lacking.formUnion(meantime)
            let pages = PageServer(lacking, over: PagesOverStreams(sender: sender))
            server = pages
            try desk.open(pages)
            try name(meantime, sender)
            try sender.send(MigrationMessage.allNamed.with())
            try awaitEnd(sender, askingAgain: .allNamed)
        }
        tracker.end()
        guard machine.state == .released, let server else { return }
        serve(server, sender)
    }

    /// Names pages that the destination is to throw away, while the guest runs, until few were dirtied meanwhile.
    private func nameAhead(_ lacking: inout PageSet, _ sender: PageSender, _ tracker: any DirtyTracker) throws {
        var new = lacking
        for _ in 0..<Self.mostNamings {
            try name(new, sender)
            try sender.send(MigrationMessage.discardNow.with())
            try awaitDiscarded(sender)
            var dirtied = PageSet(pageCount: lacking.pageCount)
            try tracker.collect(into: &dirtied)
            dirtied.subtract(lacking)
            new = dirtied
            lacking.formUnion(new)
            if new.count <= Self.fewPages { break }
        }
        try name(new, sender)
    }

    private func name(_ pages: PageSet, _ sender: PageSender) throws {
        for payload in PageRuns.payloads(of: pages) { try sender.send(MigrationMessage.discard.with(payload)) }
    }

    private func awaitDiscarded(_ sender: PageSender) throws {
        let deadline = MonotonicClock.now + Self.discarding
        while true {
            switch try inbox.take(until: min(deadline, MonotonicClock.now + 100_000_000)) {
            case .message(let message) where message.meaning == .discarded: return
            case .message(let message) where message.meaning == .failed: throw AgentError(failed: message)
            case .message(let message):
                throw AgentError("the destination said something out of place (\(message.type))")
            case .ended(let error): throw error
            case .decided: break
            case nil:
                if inbox.cancellation.isCancelled { throw AgentError.interrupted }
                if let failure = sender.failure { throw failure }
                tell(SendNews())
                guard MonotonicClock.now < deadline else {
                    throw AgentError("the destination did not throw pages away in time")
                }
            }
        }
    }

    /// Sends the rest of the memory to the guest that runs at the destination; over the backup file where the network fails.
    private func serve(_ server: PageServer, _ sender: PageSender) {
        outcome.ending = .split
        let before = sender.streams.reduce(0) { $0 + $1.bytes }
        defer { outcome.pushedBytes = sender.streams.reduce(0) { $0 + $1.bytes } - before }
        do {
            let backup = try BackupService(place, server: server, memory: guest.memory, sender: sender)
            defer {
                outcome.backupBytes = backup?.messageBytes
                outcome.wentOnOverBackup = backup.map(\.wasNeeded)
                backup?.end()
            }
            do {
                try push(server, sender)
                outcome.ending = .released
            } catch {
                guard let backup else { throw error }
                while try !backup.wait(until: MonotonicClock.now + Self.newsInterval) {
                    tellRest(server)
                    try place?.checkAnswers()
                }
                outcome.ending = .released
            }
        } catch {
            outcome.why = "\(server.rest) pages never got to the destination: \(error)".visible
        }
    }

    private func tellRest(_ server: PageServer) {
        tellProgress(.fetching, pagesLeft: server.rest, dirty: nil, rate: sendBytesPerSecond)
    }

    /// Pushes all that is not demanded, and waits for the word that all is there.
    ///
    /// Whoever wants to stop is heeded no more: the guest is the destination's, and would be lost without the rest.
    private func push(_ server: PageServer, _ sender: PageSender) throws {
        let done = try Mailbox<Result<Void, any Error>>()
        let stop = try Cancellation()
        let pushing = try BlockingThread(named: "push pages") {
            done.put(
                Result {
                    try server.push(cancellation: stop)
                    try sender.finishPushing(cancellation: stop)
                })
        }
        // Not waited for: it may be on its way over the backup file by now, which takes its time.
        defer {
            stop.cancel()
            pushing.detach()
        }
        while true {
            switch try inbox.take(until: MonotonicClock.now + Self.newsInterval, heedingCancellation: false) {
            case .message(let message) where message.meaning == .whole: return
            case .message, .decided: break
            case .ended(let error): throw error
            case nil: tellRest(server)
            }
            if let failure = sender.failure { throw failure }
            if case .failure(let error) = try done.take(until: 0) { throw error }
        }
    }
}

extension AgentError {
    /// What the destination gave as its reason.
    init(failed message: TransportMessage) {
        self.init("the destination: \(String(decoding: message.payload.prefix(1_000), as: UTF8.self).visible)")
    }
}
