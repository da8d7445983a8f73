import Evidence
import LinuxSystem
import TestSupport
import Testing

@testable import Trial

/// A whole migration of real memory between two hosts that are one process.
@Suite(.serialized) struct MigrationTests {
    /// 32 MiB of memory, of which half is written into.
    private static func settings(dirtyMBps: Double) -> GuestSettings {
        var settings = GuestSettings(
            memoryBytes: 32 << 20, workingSetBytes: 16 << 20, dirtyBytesPerSecond: dirtyMBps * 1e6)
        settings.vCPUs = 2
        settings.zeroBytes = 4 << 20
        return settings
    }

    private func withHosts(dirtyMBps: Double, _ body: (TwoHosts) throws -> Void) throws {
        try require(.userfaultWriteProtect, .userfaultMissing)
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
            #expect(sent.vCPUs.count == 2)
            for vCPU in sent.vCPUs { #expect(try #require(vCPU.stopMs).count > 0) }
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

    @Test func `A guest that has resumed early gets its memory, even where somebody wants to stop`() throws {
        try withHosts(dirtyMBps: 200) { hosts in
            var course = TwoHosts.Course()
            course.settings.mode = .quickResume
            course.settings.maxBytesPerSecond = 20e6
            course.settings.switchoverGoalSeconds = 0.02
            course.interruptsIn = .fetching
            let (sent, received) = try hosts.migrate(course)
            #expect(hosts.wasInterrupted)
            #expect(sent.ending == .released && received.ending == .runs, "\(sent.why ?? "") \(received.why ?? "")")
            #expect(received.missingPages ?? 0 > 0)
            #expect(try hosts.destination.verify(lived: 600) { _ in }.isSound)
        }
    }

    @Test func `What was decided lies in the backup directory until both ends have ended`() throws {
        try withTemporaryFolder { folder in
            try withHosts(dirtyMBps: 200) { hosts in
                var course = TwoHosts.Course()
                course.settings.mode = .quickResume
                course.settings.maxBytesPerSecond = 40e6
                course.settings.switchoverGoalSeconds = 0.02
                course.backupDirectory = folder
                let (sent, received) = try hosts.migrate(course)
                #expect(sent.ending == .released && received.ending == .runs, "\(sent.why ?? "") \(received.why ?? "")")
                let files = try Directory(folder).names().sorted()
                #expect(files.map { $0.split(separator: ".").last } == ["backup", "committed"])
                try #require(hosts.cleanUp).answer()
                #expect(try Directory(folder).names() == [])
            }
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

    /// What a destination may do while the source is busy with a round that takes a minute.
    private static let surrenders: [@Sendable (TwoHosts) -> Void] = [
        { $0.destination.migration?.cancellation.cancel() },
        { $0.source.migration?.put(.decided(.aborted)) },
        { hosts in
            for _ in 0..<1_000 {
                hosts.source.migration?.put(
                    fromDestination: MigrationMessage.suspects.with([UInt8](repeating: 0, count: 8)))
            }
        },
    ]

    @Test(arguments: zip(surrenders.indices, ["the destination: it was", "the arbiter", "the destination says more"]))
    func `A destination that gives up ends the round soon`(_ surrender: Int, _ why: String) throws {
        try withHosts(dirtyMBps: 0) { hosts in
            var course = TwoHosts.Course()
            course.settings.maxBytesPerSecond = 200e3
            course.duringPrecopy = Self.surrenders[surrender]
            let start = MonotonicClock.now
            let (sent, received) = try hosts.migrate(course)
            #expect(sent.ending == .kept && received.ending == .discarded)
            #expect(sent.why?.hasPrefix(why) == true, "\(sent.why ?? "")")
            #expect(MonotonicClock.now - start < 30_000_000_000)
            #expect(try hosts.source.verify(lived: 600) { _ in }.isSound)
        }
    }
}
