import Agent
import Evidence
import LinuxSystem

/// The evidence of a trial: the migration that went worst, and all of them beside it.
struct TrialEvidence {
    private let session: TrialSession

    init(_ session: TrialSession) { self.session = session }

    private var plan: TrialPlan { session.plan }

    /// The file's contents.
    func evidence(tool: Evidence.Tool, started: Int64) throws -> Evidence {
        guard let worst = session.records.min(by: { $0.isWorse(than: $1) }) else {
            throw AgentError(session.ending ?? "no migration was begun")
        }
        var evidence = Evidence(
            kind: .trial, tool: tool, started: Timestamp.text(started), finished: Timestamp.text(RealtimeClock.now))
        if session.cancellation.isCancelled { evidence.interrupted = true }
        evidence.ends = ends(worst)
        var trial = trial(worst)
        if session.records.count > 1 { trial.runs = session.records.map(run) }
        evidence.trial = trial
        for figure in session.records.flatMap(voided) where !evidence.voided.contains(figure) {
            evidence.voided.append(figure)
        }
        return evidence
    }

    private func ends(_ record: MigrationRecord) -> [End] {
        let control = record.sent?.streams.compactMap(\.congestionControl).first
        return session.pairs.flatMap { [$0.nearEnd, $0.farEnd] }.map { end in
            var end = end
            end.congestionControl = control ?? end.congestionControl
            return end
        }
    }

    private func trial(_ record: MigrationRecord) -> Trial {
        let guest = plan.guest
        var trial = Trial(
            mode: Trial.Mode(rawValue: plan.migration.mode.rawValue) ?? .sdps, tracker: tracker(record),
            memoryMB: Double(guest.memoryBytes) / 1e6,
            workload: .init(
                dirtyMBps: guest.dirtyBytesPerSecond / 1e6, workingSetMB: Double(guest.workingSetBytes) / 1e6,
                pattern: guest.pattern.rawValue, vCPUs: guest.vCPUs),
            outcome: record.ending, guest: record.guestState, totalSeconds: record.totalSeconds,
            sentMB: Double(record.sentBytes) / 1e6)
        trial.zeroMB = guest.zeroBytes > 0 ? Double(guest.zeroBytes) / 1e6 : nil
        trial.seed = guest.seed
        trial.why = record.why
        trial.verified = record.verification?.isSound
        trial.verifiedPages = record.verification.map { $0.pages - $0.damagedPages }
        // Without a look at the pages, none that was noticed does not mean none.
        trial.damagedPages = record.received.flatMap {
            trial.verified == nil && $0.damagedPages == 0 ? nil : $0.damagedPages
        }
        trial.rounds = rounds(record)
        (trial.switchoverGoalMs, trial.maxSwitchoverSeconds) = (
            plan.migration.switchoverGoalSeconds * 1e3, plan.migration.maxSwitchoverSeconds
        )
        trial.maxRateMbps = plan.migration.maxBytesPerSecond.map { $0 * 8 / 1e6 }
        trial.addedRttMs = plan.delay.map { $0.roundTripSeconds * 1e3 }
        trial.calibratedMbps = record.sent?.calibration?.bytesPerSecond.map { $0 * 8 / 1e6 }
        trial.rttMs = record.sent?.roundTripSeconds.map { $0 * 1e3 }
        trial.prepareSeconds = session.prepareSeconds
        trial.thereAndBack = plan.thereAndBack ? true : nil
        trial.concurrent = plan.concurrent > 1 ? plan.concurrent : nil
        addStun(record, to: &trial)
        addSilence(record, to: &trial)
        trial.sdps = sdps(record)
        trial.quickResume = quickResume(record)
        trial.pairs = pairs(record)
        trial.prediction = prediction(record)
        return trial
    }

    private func tracker(_ record: MigrationRecord) -> String {
        let facts = record.direction == .there ? session.hosts.nearFacts : session.hosts.farFacts
        // Of a guest that was never sent, nothing was tracked.
        let used = record.sent?.tracker ?? ""
        return used.isEmpty ? facts.tracker ?? "unknown" : used
    }

    private func rounds(_ record: MigrationRecord) -> [Trial.Round] {
        (record.sent?.rounds ?? []).map { figures in
            var round = Trial.Round(
                pages: figures.pages, bytes: figures.bytes, seconds: figures.seconds,
                dirtyMBps: figures.dirtyBytesPerSecond / 1e6,
                sendMBps: Double(figures.bytes) / 1e6 / max(figures.seconds, 1e-6))
            round.zeroPages = figures.zeroPages > 0 ? figures.zeroPages : nil
            round.slowdownPercent = figures.slowdownPercent
            return round
        }
    }

    private func addStun(_ record: MigrationRecord, to trial: inout Trial) {
        guard let stun = record.sent?.stunSeconds else { return }
        trial.switchoverSeconds = stun
        guard record.guestState == .runsAtDestination else { return }
        trial.stunMs = record.stunSeconds.map { $0 * 1e3 }
        trial.stun = Trial.Stun(sourceMs: stun * 1e3, destinationMs: record.received?.stunSeconds.map { $0 * 1e3 })
    }

    private func addSilence(_ record: MigrationRecord, to trial: inout Trial) {
        guard let heard = record.heartbeats else { return }
        // Of a guest that nobody could hear silence says nothing.
        let isHeard = !record.isCutOff
        trial.longestSilenceMs = isHeard ? record.longestSilence.map { Double($0) / 1e6 } : nil
        trial.usualSilenceMs = record.usualSilence.map { Double($0) / 1e6 }
        trial.heartbeats = Trial.Heartbeats(received: heard.received, lost: heard.lost)
        trial.twoCopiesSeen = heard.twoCopiesRan
        trial.afterSourceKilled = isHeard ? record.aftermath : nil
    }

    private func sdps(_ record: MigrationRecord) -> Trial.SDPS? {
        guard plan.migration.mode == .sdps, let sent = record.sent else { return nil }
        guard let seconds = sent.slowedSeconds, seconds > 0 else {
            return Trial.SDPS(engaged: false, slowdownPercent: 0)
        }
        let vCPUs = sent.vCPUs.map { figures in
            Trial.VCPU(
                slowdownPercent: min(100, Double(figures.slowedNanoseconds) / 1e7 / seconds),
                pausedMs: Double(figures.slowedNanoseconds) / 1e6, stopMs: figures.stopMs)
        }
        let mean = vCPUs.reduce(0) { $0 + $1.slowdownPercent } / Double(max(1, vCPUs.count))
        var sdps = Trial.SDPS(engaged: true, slowdownPercent: mean)
        sdps.vCPUs = vCPUs
        return sdps
    }

    private func quickResume(_ record: MigrationRecord) -> Trial.QuickResume? {
        guard let received = record.received, let faults = received.faults else { return nil }
        var resumed = Trial.QuickResume(
            faults: faults, faultMs: received.faultMs,
            backupBytes: received.backupBytes ?? record.sent?.backupBytes ?? 0)
        (resumed.missingPages, resumed.lostPages) = (received.missingPages, received.lostPages)
        if received.ending == .runs { resumed.seconds = received.fetchSeconds }
        resumed.wentOnOverBackup = received.wentOnOverBackup
        return resumed
    }

    private func pairs(_ record: MigrationRecord) -> [Trial.Pair]? {
        guard let streams = record.sent?.streams, !streams.isEmpty else { return nil }
        let all = streams.reduce(0) { $0 + $1.bytes }
        return session.pairs.enumerated().map { index, pair in
            let own = streams.filter { $0.pair == index }
            let bytes = own.reduce(0) { $0 + $1.bytes }
            let ends = pair.ends(record.direction)
            let isDead = !own.isEmpty && own.allSatisfy { $0.failure != nil }
            return Trial.Pair(
                from: ends.from.name, to: ends.to.name, streams: own.count, sentMB: Double(bytes) / 1e6,
                sharePercent: all > 0 ? Double(bytes) / Double(all) * 100 : 0,
                died: isDead ? own.compactMap(\.failure).first : nil)
        }
    }

    private func prediction(_ record: MigrationRecord) -> Trial.Prediction? {
        guard let calibration = record.sent?.calibration, let rate = calibration.bytesPerSecond else { return nil }
        let link = MigrationModel.Link(
            bytesPerSecond: rate,
            roundTripSeconds: record.sent?.roundTripSeconds ?? calibration.roundTripSeconds)
        return MigrationModel(of: plan.guest, over: link, settings: plan.migration).prediction()
    }

    private func run(_ record: MigrationRecord) -> Trial.Run {
        var run = Trial.Run(
            guest: record.guest + 1, turn: record.turn + 1, direction: record.direction, outcome: record.ending,
            state: record.guestState, rounds: record.sent?.rounds.count ?? 0, totalSeconds: record.totalSeconds,
            sentMB: Double(record.sentBytes) / 1e6)
        run.why = record.why
        run.verified = record.verification?.isSound
        if record.guestState == .runsAtDestination { run.stunMs = record.stunSeconds.map { $0 * 1e3 } }
        run.longestSilenceMs = record.isCutOff ? nil : record.longestSilence.map { Double($0) / 1e6 }
        run.twoCopiesSeen = record.heartbeats?.twoCopiesRan
        if let sdps = sdps(record), sdps.engaged { run.slowdownPercent = sdps.slowdownPercent }
        return run
    }

    private func voided(_ record: MigrationRecord) -> [VoidedFigure] {
        let ends = session.pairs[0].ends(record.direction)
        func void(_ figure: String, _ why: String) -> VoidedFigure {
            VoidedFigure(figure: figure, from: ends.from.name, to: ends.to.name, why: why)
        }
        var voided: [VoidedFigure] = []
        if let calibration = record.sent?.calibration, calibration.bytesPerSecond == nil {
            voided.append(void("trial.prediction", "too little got through before the first round to tell the rate"))
        }
        if let why = record.verificationFailure { voided.append(void("trial.verified", why)) }
        guard record.heartbeats != nil, record.guestState == .runsAtDestination else { return voided }
        if record.isCutOff {
            let why = "all ways on which the guest could be heard had failed, so nobody could listen"
            voided.append(void("trial.longestSilenceMs", why))
            if record.aftermath != nil { voided.append(void("trial.afterSourceKilled", why)) }
        } else if record.longestSilence == nil {
            voided.append(void("trial.longestSilenceMs", "no heartbeat of the guest arrived"))
        }
        return voided
    }
}
