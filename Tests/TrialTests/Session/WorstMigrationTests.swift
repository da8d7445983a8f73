import Agent
import Evidence
import Testing

@testable import Trial

@Suite struct WorstMigrationTests {
    private func record(stun: Double) -> MigrationRecord {
        var sent = SendOutcome(ending: .released)
        sent.stunSeconds = stun
        let outcome = OneMigration.Outcome(
            sent: .success(sent), received: .success(ReceiveOutcome(ending: .runs)), decision: .committed, startedAt: 0,
            endedAt: 1)
        var record = MigrationRecord(guest: 0, turn: 0, direction: .there, outcome: outcome, sharesAClock: false)
        record.verification = verification(damaged: 0)
        return record
    }

    private func verification(damaged: Int) -> GuestVerification {
        GuestVerification(
            state: GuestState(steps: [0], heartbeats: 0), pages: 512, damagedPages: damaged, damages: [], seconds: 0)
    }

    @Test func `What is not proved goes worse than any stun`() {
        let long = record(stun: 9)
        let short = record(stun: 0.001)
        var (unseen, mute, damaged, twice, kept) = (short, short, short, short, short)
        unseen.verification = nil
        mute.aftermath = Trial.Aftermath(seconds: 0.5, heartbeats: 0)
        damaged.verification = verification(damaged: 1)
        twice.heartbeats = HeartbeatReport()
        twice.heartbeats?.twoCopiesRan = true
        kept.outcome.sent = .success(SendOutcome(ending: .notConverged))
        let order = [twice, damaged, kept, unseen, long, record(stun: 1)]
        for (index, worse) in order.enumerated() {
            for better in order[(index + 1)...] {
                #expect(worse.isWorse(than: better) && !better.isWorse(than: worse))
            }
        }
        #expect(mute.isWorse(than: long))
        #expect(long.isProved)
        for record in [unseen, mute, damaged, twice, kept] { #expect(!record.isProved) }
    }

    @Test func `What the far end claims is bounded, so that its sum is a number`() throws {
        var outcome = SendOutcome(ending: .released)
        outcome.rounds = Array(
            repeating: RoundFigures(
                pages: 1, zeroPages: 0, bytes: Bounds.bytes.upperBound, seconds: 1, dirtyBytesPerSecond: 1),
            count: 10_100)
        outcome.pushedBytes = Bounds.bytes.upperBound
        try outcome.validate()
        var record = record(stun: 1)
        record.outcome.sent = .success(outcome)
        #expect(record.sentBytes > 0)
        outcome.rounds[0].bytes += 1
        #expect(throws: AgentError.self) { try outcome.validate() }
        var verification = verification(damaged: 513)
        #expect(throws: AgentError.self) { try verification.validate() }
        verification.damagedPages = 0
        try verification.validate()
    }
}
