import LinuxSystem

extension SourceMigration {
    /// Sends round after round while the guest runs; returns what is to be done then, and what is left to be sent.
    func precopy(
        _ sender: PageSender, _ tracker: any DirtyTracker
    ) throws -> (step: ConvergencePolicy.Step, rest: PageSet) {
        var policy = ConvergencePolicy(call.migration)
        var pages = PageSet(pageCount: guest.memory.pageCount)
        pages.insert(guest.memory.allPages)
        var cleanSince = MonotonicClock.now
        var time = GuestTime(guest)
        outcome.startedAt = cleanSince
        while true {
            round += 1
            var sampler = DirtySampler(
                tracker, start: cleanSince, time: time, mostBytesPerSecond: slowdown.mostBytesPerSecond)
            let sent = try sendRound(pages, over: sender, sampler: &sampler, policy: policy)
            let collecting = MonotonicClock.now
            var left = PageSet(pageCount: guest.memory.pageCount)
            try tracker.collect(into: &left)
            let now = MonotonicClock.now
            let look = sampler.add(pages: left.count, ran: time.seconds, at: now)
            try slowdown.correct(written: look.bytes, ran: look.ran, seconds: look.seconds)
            let elapsed = Double(now - cleanSince) / 1e9
            let slowed = slowdown.engagedAt.map { _ in min(1, time.slowedSeconds / elapsed) }
            (cleanSince, time) = (now, GuestTime(guest))
            note(
                sent, dirtyBytesPerSecond: Double(left.count * MemoryMapping.pageBytes) / elapsed,
                slowdown: slowed)
            let rate = rate(of: sent)
            sendBytesPerSecond = rate
            let curve = sampler.curve
            let unhindered = curve.bytesPerSecond
            let step = policy.next(
                .init(
                    leftBytes: Double(left.count * MemoryMapping.pageBytes), sendBytesPerSecond: rate,
                    fixedSeconds: roundTrip + Double(now - collecting) / 1e9, dirtyBytesPerSecond: unhindered,
                    bytesLeft: { curve.bytes(after: $0) }))
            guard case .sendAgain(let most) = step else { return (step, left) }
            try slowdown.limit(to: most, unhindered: unhindered)
            pages = left
        }
    }

    /// Sends one round, and looks meanwhile at how the guest writes, and whether the destination has given up.
    private func sendRound(
        _ pages: PageSet, over sender: PageSender, sampler: inout DirtySampler, policy: ConvergencePolicy
    ) throws -> SentRound {
        let began = MonotonicClock.now
        var told = began
        func left(_ pages: Int, at rate: Double?, now: Int64) -> Double? {
            rate.flatMap { secondsLeft(pages: pages, at: $0, secondsOver: Double(now - began) / 1e9, policy) }
        }
        tellProgress(
            .precopy, pagesLeft: pages.count, dirty: nil, rate: sendBytesPerSecond,
            secondsLeft: left(pages.count, at: sendBytesPerSecond, now: began))
        try inbox.heedEnd()
        return try sender.send(pages, round: round, cancellation: inbox.cancellation) { progress in
            try inbox.heedEnd()
            // A tracker that fails fails the collection as well, which is where that is told.
            if let look = try? sampler.sample() {
                try? slowdown.correct(written: look.bytes, ran: look.ran, seconds: look.seconds)
            }
            let now = MonotonicClock.now
            guard now - told > 200_000_000 else { return }
            told = now
            let rate = progress.bytesPerSecond ?? sendBytesPerSecond
            tellProgress(
                .precopy, pagesLeft: progress.pagesLeft, dirty: sampler.curve.bytesPerSecond * (1 - slowdown.share),
                rate: rate, secondsLeft: left(progress.pagesLeft, at: rate, now: now))
        }
    }

    /// How long the migration still takes by the model, over a link that sends at `rate`.
    private func secondsLeft(pages: Int, at rate: Double, secondsOver: Double, _ policy: ConvergencePolicy) -> Double? {
        guard rate > 1 else { return nil }
        let settings = guest.settings
        var bytes = Double(pages * MemoryMapping.pageBytes)
        // Of the first round, of which nothing is known yet, zero pages take no sending.
        if round == 1 { bytes *= 1 - Double(settings.zeroBytes) / Double(max(1, settings.memoryBytes)) }
        let link = MigrationModel.Link(bytesPerSecond: rate, roundTripSeconds: roundTrip)
        return MigrationModel(of: settings, over: link, settings: call.migration).secondsLeft(
            sending: bytes, secondsOver: secondsOver, mostBytesPerSecond: slowdown.mostBytesPerSecond, policy: policy)
    }

    func tellProgress(
        _ phase: TrialProgress.Phase, pagesLeft: Int, dirty: Double?, rate: Double?, secondsLeft: Double? = nil
    ) {
        var news = SendNews(phase: phase)
        news.round = round
        news.pagesLeft = pagesLeft
        news.dirtyBytesPerSecond = dirty
        news.sendBytesPerSecond = rate
        news.slowdownPercent = slowdown.share > 0 ? slowdown.share * 100 : nil
        // Once the guest stands still or has gone, nothing is dirtied that would have to be sent again.
        let sending = rate.flatMap { $0 > 1 ? Double(pagesLeft * MemoryMapping.pageBytes) / $0 : nil }
        news.secondsLeft = (phase == .precopy ? secondsLeft : sending).map { min($0, 1e9) }
        tell(news)
    }

    func note(_ sent: SentRound, dirtyBytesPerSecond: Double, slowdown: Double?) {
        outcome.rounds.append(
            RoundFigures(
                pages: sent.pages, zeroPages: sent.zeroPages, bytes: sent.bytes, seconds: sent.seconds,
                dirtyBytesPerSecond: dirtyBytesPerSecond, slowdownPercent: slowdown.map { $0 * 100 }))
    }

    /// A round that took little more than its round trip says nothing of the rate.
    private func rate(of sent: SentRound) -> Double {
        let sending = sent.seconds - roundTrip
        guard sending > max(0.005, 3 * roundTrip), sent.bytes > 0 else {
            return sendBytesPerSecond ?? max(1, Double(sent.bytes) / max(sent.seconds, 1e-6))
        }
        return Double(sent.bytes) / sending
    }
}
