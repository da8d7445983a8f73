import Agent
import Evidence
import Testing

@testable import Trial

/// What is said of a migration whose ends told different things, or nothing.
@Suite struct MigrationRecordTests {
    private static func record(
        _ sent: SendOutcome.Ending?, _ received: ReceiveOutcome.Ending?, _ decision: SwitchoverDecision? = nil,
        sourceGone: Bool = false, destinationGone: Bool = false
    ) -> MigrationRecord {
        let silence = AgentError("it said nothing")
        return MigrationRecord(
            guest: 0, turn: 0, direction: .there,
            outcome: OneMigration.Outcome(
                sent: sent.map { .success(SendOutcome(ending: $0)) } ?? .failure(silence),
                received: received.map { .success(ReceiveOutcome(ending: $0)) } ?? .failure(silence),
                decision: decision, startedAt: 0, endedAt: 1, isSourceGone: sourceGone,
                isDestinationGone: destinationGone),
            sharesAClock: true)
    }

    @Test(arguments: [SendOutcome.Ending.released, .split, .paused, nil])
    func `The destination's word that the guest runs there whole holds`(sent: SendOutcome.Ending?) {
        let record = Self.record(sent, .runs)
        #expect(record.ending == .converged && record.guestState == .runsAtDestination)
    }

    @Test(arguments: [SendOutcome.Ending.kept, .notConverged])
    func `A guest that both ends have is a failure`(sent: SendOutcome.Ending) {
        #expect(Self.record(sent, .runs).ending == .failed)
    }

    @Test(
        arguments: [
            ("it was interrupted", "the source closed the stream", true, "it was interrupted"),
            ("it was interrupted", "its disk is full", false, "the destination: its disk is full"),
            ("it was interrupted", "it was interrupted", false, "it was interrupted"),
            ("the network was cut", "it was interrupted", true, "the network was cut"),
            ("the network was cut", nil, false, "the network was cut"),
            (nil, "it was interrupted", false, "the destination: it was interrupted"),
            (nil, nil, false, "it is not known why"),
            (
                "the destination: the hosts differ", "the hosts differ", false,
                "the destination: the hosts differ"
            ),
            ("one thing", "another", true, "one thing; the destination: another"),
        ] as [(String?, String?, Bool, String)])
    func `What one end saw of the other's end is no reason`(
        _ source: String?, _ destination: String?, _ wasStopped: Bool, _ why: String
    ) {
        var record = Self.record(.kept, .discarded)
        record.outcome.sent = record.outcome.sent.map { sent in
            var sent = sent
            sent.why = source
            return sent
        }
        record.outcome.received = record.outcome.received.map { received in
            var received = received
            received.why = destination
            return received
        }
        record.outcome.wasStopped = wasStopped
        #expect(record.why == why)
    }

    @Test func `A slow network is told from a destination that was lost`() {
        #expect(Self.record(.notConverged, .discarded).ending == .notConverged)
        #expect(Self.record(.notConverged, nil, destinationGone: true).ending == .failed)
    }

    @Test func `A guest is lost only with an end that has gone`() {
        #expect(Self.record(.released, nil).guestState == .unknown)
        #expect(Self.record(.released, nil, destinationGone: true).guestState == .lost)
        #expect(Self.record(nil, nil, .committed, sourceGone: true).guestState == .unknown)
        #expect(Self.record(nil, nil, .committed, destinationGone: true).guestState == .lost)
        #expect(Self.record(nil, .discarded).guestState == .unknown)
        #expect(Self.record(nil, .discarded, sourceGone: true).guestState == .lost)
        #expect(Self.record(nil, nil).guestState == .unknown)
        #expect(Self.record(nil, nil, sourceGone: true, destinationGone: true).guestState == .lost)
        #expect(Self.record(.split, .lost).guestState == .lost)
        #expect(Self.record(.paused, nil).guestState == .paused)
        #expect(Self.record(.kept, nil).guestState == .runsAtSource)
    }

    @Test func `A guest whose host has gone after it had moved there is lost`() {
        var record = Self.record(.released, .runs)
        record.verificationFailure = "the far end is gone"
        #expect(record.ending == .converged && record.guestState == .runsAtDestination)
        record.isHostGone = true
        #expect(record.ending == .failed && record.guestState == .lost)
        #expect(record.why == "after the guest had moved: the far end is gone")
    }

    @Test func `A source that was told to stop, since the other end had failed, was interrupted by nobody`() {
        func why(_ sent: String, _ received: ReceiveOutcome.Ending?) -> String? {
            var record = Self.record(.kept, received)
            record.outcome.sent = .success(SendOutcome(ending: .kept, why: sent))
            return record.why
        }
        #expect(why("it was interrupted", nil) == "the destination: it said nothing")
        #expect(why("it was interrupted; the guest stands still", .paused) == "the guest stands still")
        #expect(why("it was interrupted", .discarded) == "it was interrupted")
        #expect(why("a stream has died", nil) == "a stream has died; the destination: it said nothing")
    }
}
