import Evidence
import Foundation
import TestSupport

/// One migration that is struck in a phase, and what must hold of it whatever happens.
struct FaultCase: Sendable, CustomStringConvertible {
    let phase: TrialPhase
    let fault: TrialFault
    /// How long after the phase has begun, in milliseconds.
    var delay = 0
    /// Whether the hosts have a directory in common.
    var hasBackup = false

    var description: String {
        "\(phase) × \(fault)\(delay > 0 ? " after \(delay) ms" : "")\(hasBackup ? " with a backup directory" : "")"
    }

    /// What came of it.
    struct Report {
        /// Whether the migration was still in the phase when it was struck.
        var hasStruck = false
        var violations: [String] = []
        var result: RunningTrial.Result?
    }

    /// Runs it on a network of its own.
    func run() throws -> Report {
        try withTemporaryFolder { folder in
            try TestNetwork.with { network in
                let (near, far) = try (network.namespace("a", ipv6: false), network.namespace("b", ipv6: false))
                let link = try network.link(near, far, ["--delay-ms", "1", "--rate-mbps", "400"])
                let place = RunningTrial.Place(near: near, far: far, link: link, folder: folder)
                return try run(in: place)
            }
        }
    }

    private func run(in place: RunningTrial.Place) throws -> Report {
        var options = phase.options + ["--to", place.link.wire.far.ipv4, "--network-timeout", fault.networkTimeout]
        let shared = "\(place.folder)/shared"
        try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: false)
        if hasBackup {
            if phase != .fetching { options += ["--mode", "quick-resume"] }
            options += ["--backup-directory", shared]
        }
        let trial = try RunningTrial(options, in: place)
        var report = Report()
        if trial.tells(phase.words) {
            usleep(UInt32(delay) * 1_000)
            report.hasStruck = trial.isRunning
            try fault.strike(trial)
        }
        let result = trial.wait()
        report.result = result
        report.violations = violations(result, hasStruck: report.hasStruck)
        report.violations += leftBehind(in: place, shared)
        return report
    }

    /// What does not hold of what came of it.
    private func violations(_ result: RunningTrial.Result, hasStruck: Bool) -> [String] {
        if fault == .controllerKilled, hasStruck { return [] }
        var list: [String] = []
        func expect(_ holds: Bool, _ what: String) { if !holds { list.append(what) } }
        expect(result.exitCode != 124 && result.exitCode != 137, "it did not end")
        expect([0, 1, 3].contains(result.exitCode), "exit code \(result.exitCode)")
        if case .failure(let error)? = result.evidence { list.append("the evidence cannot be read: \(error)") }
        if result.exitCode == 3 { expect(result.told.contains("error: "), "exit code 3 without a reason") }
        guard let trial = result.trial else {
            expect(result.exitCode == 3, "exit code \(result.exitCode) without a migration in the evidence")
            return list
        }
        let isInterrupted = (try? result.evidence?.get())?.interrupted == true
        expect(trial.twoCopiesSeen != true, "two copies were seen")
        expect(trial.twoCopiesSeen == false || isInterrupted, "nobody listened for a second copy")
        expect(trial.verified != false, "a page does not hold what it must: \(trial.why ?? "")")
        switch trial.outcome {
        case .converged:
            expect(trial.guest == .runsAtDestination, "converged, but the guest \(trial.guest)")
            if fault == .destinationKilled, hasStruck {
                expect(trial.verified == true, "the guest is said to run where its host was killed")
            }
            // Where no network is left, or the destination is killed as well, nobody hears the guest go on.
            let isProved = trial.verified == true && !isInterrupted && trial.afterSourceKilled?.heartbeats != 0
            expect(result.exitCode == (isProved ? 0 : 3), "exit code \(result.exitCode)")
            if trial.afterSourceKilled?.heartbeats == 0 {
                expect(hasStruck && fault.mayEndHeartbeats, "the guest was not heard any more")
            }
        case .notConverged:
            expect(trial.guest == .runsAtSource, "not converged, but the guest \(trial.guest)")
            expect(result.exitCode == (isInterrupted ? 3 : 1), "not converged, with exit code \(result.exitCode)")
        case .failed:
            expect(result.exitCode == 3, "failed, with exit code \(result.exitCode)")
            expect(trial.why?.isEmpty == false, "failed without a reason")
        }
        guard hasStruck else { return list }
        if fault.isHarmless {
            expect(result.exitCode == 0, "what is harmless ended it: \(trial.why ?? "")")
        }
        // When a host feels that there is no more memory is its own affair: perhaps at the switchover.
        if phase.isBeforeCommit, fault != .sourceKilled, fault != .destinationOutOfMemory, trial.outcome == .failed {
            expect(trial.guest == .runsAtSource, "before the commit, and the guest \(trial.guest)")
        }
        if trial.guest == .lost {
            let mayBeLost =
                phase == .fetching || fault == .sourceKilled || fault == .destinationKilled
                || fault == .destinationOutOfMemory
            expect(mayBeLost, "the guest was lost")
            if phase == .fetching, hasBackup, [.cut, .cutThere, .cutBack].contains(fault) {
                list.append("the guest was lost in spite of the backup file")
            }
        }
        if phase == .fetching, hasBackup, [.cut, .cutThere, .cutBack].contains(fault) {
            expect(result.exitCode == 0, "the backup file did not carry the rest: \(trial.why ?? "")")
        }
        return list
    }

    /// What of it is still there.
    private func leftBehind(in place: RunningTrial.Place, _ shared: String) -> [String] {
        var list: [String] = []
        let deadline = Date(timeIntervalSinceNow: 3)
        var left: [Int32] = []
        repeat {
            // The link has a foot in the namespace whose device it made last.
            left = (RunningTrial.processes(in: place.near) + RunningTrial.processes(in: place.far))
                .filter { Self.name(of: $0) != "test-link" }
            if left.isEmpty { break }
            usleep(50_000)
        } while Date() < deadline
        for process in left {
            list.append("process \(process) is left: \(Self.name(of: process))")
            kill(process, SIGKILL)
        }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: shared)) ?? []
        if !files.isEmpty {
            list.append("files are left: \(files)")
        }
        return list
    }
    private static func name(of process: Int32) -> String {
        ((try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)) ?? "")
            .trimmingCharacters(in: .newlines)
    }
}
