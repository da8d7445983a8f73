import Agent
import LinuxSystem
import SourceText

extension DestinationMigration {
    /// How often it is told how many pages are missing.
    private static let newsInterval: Int64 = 200_000_000

    /// Takes what the source says ahead of an early resume.
    func takeEarly(_ message: TransportMessage, _ receiver: PageReceiver) throws {
        guard let pager else { throw AgentError("the source resumes early, which was not agreed on") }
        switch message.meaning {
        case .discard:
            let runs = try PageRuns.runs(in: message.payload, pageCount: missing.pageCount)
            try receiver.discard(runs)
            for run in runs { missing.insert(run) }
        case .discardNow:
            try pager.discard(missing)
            try receiver.send(MigrationMessage.discarded.with())
        default:
            standsStillAt = standsStillAt ?? MonotonicClock.now
            let suspects = receiver.suspects
            guard suspects.isEmpty else { return try ask(for: suspects, receiver) }
            try pager.start(missing: missing, over: DemandsOverStreams(receiver: receiver))
            outcome.missingPages = missing.count
            act(on: .complete, receiver)
        }
    }

    /// Waits until all of the memory is here, with the guest running; over the backup file where the network fails.
    func fetch(_ receiver: PageReceiver) {
        guard let pager else { return }
        do {
            try fetch(receiver, pager)
            let now = MonotonicClock.now
            (outcome.wholeAt, outcome.ending) = (now, .runs)
            pager.end()
            sayWhole(receiver)
        } catch {
            (outcome.ending, outcome.lostPages) = (.lost, pager.missingCount)
            outcome.why = "\(pager.missingCount) pages of the guest that runs here never came: \(error)".visible
            // What is missing would read as zeros from here on.
            do { try guest.pause() } catch { guest.condemn() }
            pager.end()
        }
        outcome.fetchSeconds = outcome.resumedAt.map { Double(MonotonicClock.now - $0) / 1e9 }
        let report = pager.report
        (outcome.faults, outcome.faultMs) = (report.demanded, report.waits)
        outcome.backupBytes = place.map { $0.file.messageBytes.sent + $0.file.messageBytes.received }
    }

    /// What goes wrong once all is here, in the last words of either end, does no harm any more.
    private func fetch(_ receiver: PageReceiver, _ pager: DemandPager) throws {
        do {
            try awaitAll(pager)
        } catch {
            // When it returns, no page is being put in any more.
            receiver.close()
            if pager.missingCount == 0 { return }
            guard let place else { throw error }
            outcome.wentOnOverBackup = true
            do { try fetchOverBackup(pager, place) } catch { if pager.missingCount > 0 { throw error } }
        }
    }

    /// Tells the source that all is here, by whatever way is left.
    private func sayWhole(_ receiver: PageReceiver) {
        if outcome.wentOnOverBackup != true, (try? receiver.send(MigrationMessage.whole.with())) != nil { return }
        guard let place, let stop = try? Cancellation() else { return }
        let conversation = BackupConversation(
            place.file, memory: guest.memory, patience: place.patience, cancellation: stop)
        SharedDirectory.attempt {
            try? conversation.send(message: [BackupLine.Word.whole.rawValue])
            try? conversation.close()
        }
    }

    private func awaitAll(_ pager: DemandPager) throws {
        while try !pager.wait(until: MonotonicClock.now + Self.newsInterval) {
            tell(ReceiveNews(pagesMissing: pager.missingCount))
            while let news = try inbox.take(until: 0, heedingCancellation: false) {
                if case .ended(let error) = news { throw error }
            }
        }
    }

    private func fetchOverBackup(_ pager: DemandPager, _ place: SharedPlace) throws {
        let stop = try Cancellation()
        let conversation = BackupConversation(
            place.file, memory: guest.memory, patience: place.patience, cancellation: stop)
        let failed = try Mailbox<any Error>()
        let listening = try BlockingThread(named: "backup file") {
            do {
                for message in BackupLine.lacking(pager.missingPages) { try conversation.send(message: message) }
                try pager.goOn(over: conversation)
                try conversation.listen { said in
                    guard case .page(let page, let bytes) = said else {
                        throw AgentError("the source said something out of place over the backup file")
                    }
                    try unsafe pager.put([page..<page + 1], bytes.span.bytes)
                }
                failed.put(AgentError("the source has left the backup file"))
            } catch {
                failed.put(error)
            }
        }
        // It may wait for a file server that does not answer; what it still brings is thrown away.
        defer {
            stop.cancel()
            listening.detach()
        }
        while try !pager.wait(until: MonotonicClock.now + Self.newsInterval) {
            tell(ReceiveNews(pagesMissing: pager.missingCount))
            if let error = try failed.take(until: 0) { throw error }
            try place.checkAnswers()
        }
    }
}
