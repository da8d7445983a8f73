import LinuxSystem
import Testing

@testable import Trial

/// A whole migration of real memory between two hosts that are one process.
@Suite(.serialized, .enabled(if: Capability.userfaultWriteProtect.obstacle == nil, "needs userfaultfd"))
struct MigrationTests {
    /// 32 MiB of memory, of which half is written into.
    private static func settings(dirtyMBps: Double) -> GuestSettings {
        var settings = GuestSettings(
            memoryBytes: 32 << 20, workingSetBytes: 16 << 20, dirtyBytesPerSecond: dirtyMBps * 1e6)
        settings.vCPUs = 2
        settings.zeroBytes = 4 << 20
        return settings
    }

    private func withHosts(dirtyMBps: Double, _ body: (TwoHosts) throws -> Void) throws {
        let hosts = try TwoHosts(Self.settings(dirtyMBps: dirtyMBps))
        defer { hosts.end() }
        try body(hosts)
    }

    @Test(arguments: [0, 20.0])
    func `A guest moves with all that it holds, and goes on`(_ dirtyMBps: Double) throws {
        try withHosts(dirtyMBps: dirtyMBps) { hosts in
            let (sent, received) = try hosts.migrate(.init())
            #expect(sent.why == nil && received.why == nil)
            #expect(sent.ending == .released && received.ending == .runs)
            #expect(sent.rounds.count >= 2)
            #expect(hosts.source.guest == nil)
            let verification = try hosts.destination.verify(lived: 600) { _ in }
            #expect(verification.isSound, "\(verification.damages)")
            #expect(verification.pages == 8192)
            let steps = hosts.destination.guest?.state.steps.reduce(0, +) ?? 0
            MonotonicClock.sleep(nanoseconds: 100_000_000)
            #expect((hosts.destination.guest?.state.steps.reduce(0, +) ?? 0 > steps) == (dirtyMBps > 0))
        }
    }

    @Test func `A guest that outruns the network is slowed down until it can move`() throws {
        try withHosts(dirtyMBps: 200) { hosts in
            var course = TwoHosts.Course()
            course.settings.maxBytesPerSecond = 40e6
            course.settings.switchoverGoalSeconds = 0.05
            let (sent, received) = try hosts.migrate(course)
            #expect(sent.ending == .released && received.ending == .runs, "\(sent.why ?? "")")
            #expect(sent.slowedSeconds ?? 0 > 0)
            #expect(sent.rounds.last { $0.slowdownPercent ?? 0 > 0 } != nil)
            #expect(try hosts.destination.verify(lived: 600) { _ in }.isSound)
        }
    }

    @Test func `A guest that may not be slowed down stays where it is`() throws {
        try withHosts(dirtyMBps: 200) { hosts in
            var course = TwoHosts.Course()
            course.settings.mode = .precopy
            course.settings.maxBytesPerSecond = 40e6
            course.settings.switchoverGoalSeconds = 0.02
            course.settings.maxRounds = 4
            let (sent, received) = try hosts.migrate(course)
            #expect(sent.ending == .notConverged && received.ending == .discarded)
            #expect(sent.why?.contains("dirties") == true)
            #expect(hosts.destination.guest == nil)
            #expect(try hosts.source.verify(lived: 600) { _ in }.isSound)
        }
    }

    @Test func `A guest resumes early, and fetches the rest`() throws {
        try withHosts(dirtyMBps: 200) { hosts in
            var course = TwoHosts.Course()
            course.settings.mode = .quickResume
            course.settings.maxBytesPerSecond = 40e6
            course.settings.switchoverGoalSeconds = 0.02
            let (sent, received) = try hosts.migrate(course)
            #expect(sent.ending == .released && received.ending == .runs, "\(sent.why ?? "") \(received.why ?? "")")
            #expect(received.missingPages ?? 0 > 0)
            let verification = try hosts.destination.verify(lived: 600) { _ in }
            #expect(verification.isSound, "\(verification.damages)")
        }
    }

    @Test(arguments: [MigrationSettings.Mode.sdps, .quickResume])
    func `The arbiter's refusal leaves the guest where it was`(_ mode: MigrationSettings.Mode) throws {
        try withHosts(dirtyMBps: 200) { hosts in
            var course = TwoHosts.Course()
            course.refuses = true
            course.settings.mode = mode
            course.settings.maxBytesPerSecond = 100e6
            course.settings.switchoverGoalSeconds = mode == .sdps ? 0.5 : 0.02
            let (sent, received) = try hosts.migrate(course)
            #expect(sent.ending == .kept && received.ending == .discarded, "\(sent.why ?? "")")
            #expect(hosts.destination.guest == nil)
            let steps = hosts.source.guest?.state.steps.reduce(0, +) ?? 0
            MonotonicClock.sleep(nanoseconds: 50_000_000)
            #expect(hosts.source.guest?.state.steps.reduce(0, +) ?? 0 > steps)
            #expect(try hosts.source.verify(lived: 600) { _ in }.isSound)
        }
    }
}
