import Agent
import ArgumentParser
import Evidence
import LinuxSystem
import RuleEngine
import Testing
import Trial

@testable import vmotion_preflight

/// What a trial does for those who leave the choice to it.
@Suite struct TrialChoiceTests {
    private static let gibibyte = 1 << 30

    @Test(arguments: [
        ([], 100 * gibibyte, 1 << 30, ["memory 1GiB: enough to see rounds, and little of what is free here"]),
        ([], gibibyte, 256 << 20, ["memory 256MiB: a quarter of what is free here"]),
        ([], 1 << 20, 64 << 20, ["memory 64MiB: a quarter of what is free here"]),
        (["--concurrent", "4"], 2 * gibibyte, 128 << 20, ["memory 128MiB: a quarter of what is free here"]),
        (
            ["--working-set", "3GiB"], 100 * gibibyte, 3 << 30,
            ["memory 3GiB: enough for what the other options ask for"]
        ),
        (
            ["--sweep", "rtt=0..150ms"], 100 * gibibyte, 256 << 20,
            ["memory 256MiB: enough to see rounds, and little of what is free here"]
        ),
        (["--memory", "3GB"], 100 * gibibyte, 2_999_996_416, []),
    ])
    func `The memory`(_ options: [String], free: Int, bytes: Int, notes: [String]) throws {
        let choice = try choice(["--dirty-rate", "1MB/s"] + options, free: free)
        #expect(choice.plan.guest.memoryBytes == bytes)
        #expect(choice.notes == notes)
    }

    @Test func `The dirty rate is half of what one migration needs of the network`() throws {
        let choice = try choice(["--memory", "1GiB"])
        #expect(choice.plan.guest.dirtyBytesPerSecond == 15_625_000)
        #expect(choice.plan.guest.workingSetBytes == 256 << 20)
        #expect(
            choice.notes == [
                "dirty rate 15.6 MB/s in 256MiB: half of the 250 Mbit/s that one migration needs of the network, so a network that is good enough carries it twice over"
            ])
    }

    @Test(arguments: [["--zero-memory", "2GiB"], ["--memory", "1GiB", "--zero-memory", "768MiB"]])
    func `Zero memory and the working set fit into the memory`(_ options: [String]) throws {
        let plan = try choice(["--dirty-rate", "1MB/s"] + options).plan
        #expect(plan.guest.zeroBytes + plan.guest.workingSetBytes <= plan.guest.memoryBytes)
    }

    @Test func `Each option has its place`() throws {
        let plan = try choice([
            "--memory", "1GiB", "--zero-memory", "256MiB", "--working-set", "64MiB", "--dirty-rate", "0MB/s",
            "--pattern",
            "hot-spot", "--vcpus", "3", "--seed", "9", "--mode", "quick-resume", "--streams", "2", "--switchover-goal",
            "20ms",
            "--max-rate", "1Gbit/s", "--backup-directory", "/tmp", "--tracker", "sync", "--network-timeout", "3s",
            "--port",
            "8001", "--congestion-control", "reno", "--repeat", "10", "--there-and-back", "--concurrent", "2",
            "--agent", "/x",
        ]).plan
        #expect(plan.guest.memoryBytes == 1 << 30 && plan.guest.zeroBytes == 256 << 20)
        #expect(plan.guest.workingSetBytes == 64 << 20 && plan.guest.dirtyBytesPerSecond == 0)
        #expect(plan.guest.pattern == .hotSpot && plan.guest.vCPUs == 3 && plan.guest.seed == 9)
        #expect(plan.migration.mode == .quickResume && plan.migration.switchoverGoalSeconds == 0.02)
        #expect(plan.migration.maxBytesPerSecond == 125_000_000 && plan.migration.tracker == .sync)
        #expect(plan.migration.networkTimeoutSeconds == 3)
        #expect(plan.streams == 2 && plan.port == 8001 && plan.congestionControl == "reno")
        #expect(plan.backupDirectory == "/tmp" && plan.agentPath == "/x" && plan.via == "ssh b")
        #expect(plan.repeats == 10 && plan.thereAndBack && plan.concurrent == 2 && plan.migrations == 20)
        #expect(throws: Never.self) { try plan.guest.validate() }
        #expect(throws: Never.self) { try plan.migration.validate() }
    }

    private static let releases = """
        sites: [{name: old}, {name: new}]
        hosts:
          - {name: esx-40, site: old, version: 4.0.0}
          - {name: esx-41, site: old, version: 4.1.0}
          - {name: esx-50, site: new, version: 5.0.0}
          - {name: esx-80, site: new, version: 8.0.2}
          - {name: esx-unknown, site: new}
        vms:
          - {name: b, host: esx-41, memoryMB: 2048, dirtyRateMBps: 12.5}
          - {name: a, host: esx-41}
          - {name: c, host: esx-80, memoryMB: 1024, dirtyRateMBps: 3}
          - {name: d, host: esx-unknown, memoryMB: 1024, dirtyRateMBps: 3}

        """

    @Test(arguments: [
        (["esx-80"], nil, "sdps", 500.0, 100.0, "esx-80"),
        (["esx-50", "esx-80"], nil, "sdps", 500, nil, "esx-50"),
        (["esx-80"], "old", "precopy", nil, nil, "esx-40"),
        (["esx-41", "esx-80"], nil, "quick-resume", nil, nil, "esx-41"),
    ])
    func `The older release of both ends decides`(
        hosts: [String], site: String?, mode: String, goalMs: Double?, cap: Double?, decides: String
    ) throws {
        try Workbench.with(["inventory.yaml": Self.releases]) { bench in
            let limits = try RulePack.builtin().limits
            let store = try InventoryInput.load(["\(bench.folder)/inventory.yaml"], limits: limits)
            let found = try #require(try ReleaseMechanism.common(to: Set(hosts), at: site, in: store))
            #expect(found.mode.rawValue == mode)
            #expect(found.switchoverGoalSeconds == goalMs.map { $0 / 1000 })
            #expect(found.maxSwitchoverSeconds == cap)
            #expect(found.host == decides)
            let choice = try choice(["--memory", "1GiB", "--dirty-rate", "1MB/s"], mechanism: found)
            #expect(choice.plan.migration.mode.rawValue == mode)
            #expect(
                choice.notes.first == "mode \(mode): as vMotion of \(found.release) does, the release of \(decides)")
            let asked = try self.choice(
                ["--memory", "1GiB", "--mode", "sdps", "--dirty-rate", "1MB/s"], mechanism: found)
            #expect(asked.plan.migration.mode == .sdps && asked.notes.isEmpty)
        }
    }

    @Test func `A release that nobody captured decides nothing, and the virtual machines are all there`() throws {
        try Workbench.with(["inventory.yaml": Self.releases]) { bench in
            let limits = try RulePack.builtin().limits
            let store = try InventoryInput.load(["\(bench.folder)/inventory.yaml"], limits: limits)
            #expect(try ReleaseMechanism.common(to: ["esx-unknown"], at: nil, in: store) == nil)
            let vms = try InventoryForecast.VM.all(in: store)
            #expect(vms.map(\.name) == ["a", "b", "c", "d"])
            #expect(vms.map(\.mode) == [.quickResume, .quickResume, .sdps, nil])
            #expect(vms.map(\.memoryMiB) == [nil, 2048, 1024, 1024])
            #expect(vms.map(\.dirtyMBps) == [nil, 12.5, 3, 3])
        }
    }

    @Test(arguments: [
        (4, 8, 10_000, []), (16, 4, 1000, []), (40, 40, 25_000, []),
        (5, 1, 10_000, ["5 pairs of addresses; on links of 10000 Mbit/s vMotion uses at most 4"]),
        (17, 1, 1000, ["17 pairs of addresses; on links of 1000 Mbit/s vMotion uses at most 16"]),
        (1, 9, 10_000, ["9 guests at once; on links of 10000 Mbit/s a host migrates at most 8, and the rest waits"]),
    ])
    func `What vMotion would not do is told`(pairs: Int, guests: Int, speed: Int, warnings: [String]) throws {
        let limits = try RulePack.builtin().limits
        #expect(ProductLimits(limits, pairs: pairs, guests: guests, speedMbps: speed).warnings == warnings)
    }

    @Test func `A sweep changes its condition alone`() throws {
        let choice = try choice(["--memory", "1GiB", "--dirty-rate", "1MB/s"])
        func plan(_ text: String, _ value: Double) throws -> TrialPlan {
            choice.plan(try SweepRange(text), at: value, window: nil)
        }
        let far = try plan("rtt=0..150ms", 44)
        #expect(far.delay == AddedDelay(roundTripSeconds: 0.044, windowBytes: 512 << 10))
        #expect(try plan("bandwidth=1Mbit/s..9Mbit/s", 4).migration.maxBytesPerSecond == 500_000)
        #expect(try plan("dirty-rate=1MB/s..9MB/s", 4).guest.dirtyBytesPerSecond == 4_000_000)
    }

    @Test(
        arguments: [
            (Trial.Outcome.converged, true, 0, nil), (.notConverged, nil, 1, nil),
            (.converged, false, 3, "a page does not hold what it must"),
            (.converged, nil, 3, "the guest moved, but its memory was not looked at"),
            (.failed, nil, 3, "the migration failed: the network is gone"),
        ] as [(Trial.Outcome, Bool?, Int32, String?)])
    func `What a trial's end means`(outcome: Trial.Outcome, verified: Bool?, code: Int32, complaint: String?) {
        var evidence = Evidence(
            kind: .trial, tool: Evidence.Tool(name: "x", version: "1"), started: "", finished: "")
        #expect(TrialVerdict(evidence).exitCode == 3)
        var trial = Trial(
            mode: .sdps, tracker: "x", memoryMB: 1,
            workload: Trial.Workload(dirtyMBps: 1, workingSetMB: 1, pattern: "uniform", vCPUs: 1), outcome: outcome,
            guest: .runsAtDestination, totalSeconds: 1, sentMB: 1)
        trial.verified = verified
        if outcome == .failed { trial.why = "the network is gone" }
        evidence.trial = trial
        #expect(TrialVerdict(evidence).exitCode == code)
        #expect(TrialVerdict(evidence).complaint == complaint)
        evidence.trial?.twoCopiesSeen = true
        #expect(TrialVerdict(evidence).exitCode == 3)
        evidence.trial?.twoCopiesSeen = nil
        var sweep = Trial.Sweep(what: .rtt)
        sweep.points = [Trial.SweepPoint(value: 1, outcome: .failed, rounds: 0, totalSeconds: 0)]
        evidence.trial?.sweep = sweep
        #expect(TrialVerdict(evidence).exitCode == 3)
        evidence.trial?.sweep = nil
        evidence.interrupted = true
        #expect(TrialVerdict(evidence).exitCode == 3)
    }

    @Test func `A trial is proved where all of its migrations are`() {
        var trial = Trial(
            mode: .sdps, tracker: "x", memoryMB: 1,
            workload: Trial.Workload(dirtyMBps: 1, workingSetMB: 1, pattern: "uniform", vCPUs: 1), outcome: .converged,
            guest: .runsAtDestination, totalSeconds: 1, sentMB: 1)
        trial.verified = true
        var run = Trial.Run(
            guest: 1, turn: 1, direction: .there, outcome: .converged, state: .runsAtDestination, rounds: 2,
            totalSeconds: 1, sentMB: 1)
        run.verified = true
        func code(_ change: (inout Trial.Run, inout Trial) -> Void) -> Int32 {
            var (trial, other) = (trial, run)
            change(&other, &trial)
            trial.runs = [run, other]
            var evidence = Evidence(
                kind: .trial, tool: Evidence.Tool(name: "x", version: "1"), started: "", finished: "")
            evidence.trial = trial
            return TrialVerdict(evidence).exitCode
        }
        #expect(code { _, _ in } == 0)
        #expect(code { run, _ in run.verified = nil } == 3)
        #expect(code { run, _ in run.verified = false } == 3)
        #expect(code { run, _ in run.twoCopiesSeen = true } == 3)
        #expect(code { run, _ in run.outcome = .failed } == 3)
        #expect(code { run, _ in (run.outcome, run.verified) = (.notConverged, nil) } == 1)
        #expect(code { _, trial in trial.afterSourceKilled = .init(seconds: 0.5, heartbeats: 0) } == 3)
        #expect(code { _, trial in trial.afterSourceKilled = .init(seconds: 0.5, heartbeats: 9) } == 0)
    }

    @Test func `Progress in a line`() {
        var news = TrialProgress(.precopy)
        (news.migration, news.migrations, news.guests, news.round) = (3, 20, 4, 2)
        (news.pagesLeft, news.dirtyBytesPerSecond, news.sendBytesPerSecond) = (12_345, 120_400_000, 112_000_000)
        (news.slowdownPercent, news.secondsLeft) = (33.6, 11.2)
        #expect(
            TrialProgressText(news).text
                == "migration 3 of 20, 4 guests, round 2, 12 s left, vCPUs slowed by 34 %, 51 MB to send, writes 120 MB/s, sends 112 MB/s"
        )
        var filling = TrialProgress(.preparing)
        filling.share = 0.25
        #expect(TrialProgressText(filling, place: "rtt 44 ms, ").text == "rtt 44 ms, filling the memory, 25 %")
        filling.share = .nan
        filling.secondsLeft = .infinity
        #expect(TrialProgressText(filling).text == "filling the memory, 0 %, 0 s left")
    }

    /// What is chosen with these options, on a machine with so much free memory.
    private func choice(
        _ options: [String], free: Int = 100 << 30, mechanism: ReleaseMechanism? = nil
    ) throws -> TrialChoice {
        let command = try #require(
            try TrialCommand.parseAsRoot(["--to", "192.0.2.1", "--via", "ssh b"] + options) as? TrialCommand)
        let pair = AddressPair(near: AddressPair.Side(), far: AddressPair.Side(address: InternetAddress("192.0.2.1")))
        return try TrialChoice(
            command, via: "ssh b", pairs: [pair],
            surroundings: TrialChoice.Surroundings(freeBytes: free, sessionMbps: 250, mechanism: mechanism))
    }
}
