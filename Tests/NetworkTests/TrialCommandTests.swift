import Evidence
import Foundation
import TestSupport
import Testing

extension OnTheNetwork {
    /// The command `trial` as a user runs it.
    @Suite struct TrialCommandTests {
        private static let small = ["--memory", "64MiB", "--dirty-rate", "20MB/s"]

        @Test func `a guest moves, is looked at, and is told of`() throws {
            try withPath { a, wire, b, folder in
                let run = try a.preflight(
                    ["trial", "--to", wire.far.ipv4, "--via", b.via, "--output", "run.evidence.json"] + Self.small,
                    in: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                #expect(run.errors.isEmpty)
                #expect(run.output.contains("converged in "))
                let evidence = try evidence("run.evidence.json", in: folder)
                let trial = try #require(evidence.trial)
                #expect(trial.outcome == .converged && trial.verified == true && trial.guest == .runsAtDestination)
                #expect(trial.verifiedPages == 16384)
                #expect(trial.prediction != nil && trial.stunMs != nil && trial.longestSilenceMs != nil)
                #expect(evidence.ends.map(\.address) == [wire.near.ipv4, wire.far.ipv4])
            }
        }

        @Test func `a guest that outruns the network does not converge without help: exit code 1`() throws {
            try withPath { a, wire, b, folder in
                let run = try a.preflight(
                    [
                        "trial", "--to", wire.far.ipv4, "--via", b.via, "--memory", "64MiB", "--dirty-rate", "200MB/s",
                        "--max-rate", "300Mbit/s", "--mode", "precopy", "--switchover-goal", "20ms", "--format", "json",
                    ], in: folder)
                #expect(run.exitCode == 1, "\(run.errors)")
                let trial = try #require(try Evidence(json: run.output.utf8).trial)
                #expect(trial.outcome == .notConverged && trial.guest == .runsAtSource)
                #expect(trial.why != nil)
            }
        }

        @Test(
            arguments: [
                (["--repeat", "2", "--there-and-back"], [.there, .back, .there, .back]),
                (["--repeat", "3"], [.there, .there, .there]),
            ] as [([String], [Trial.Run.Direction])])
        func `a guest moves again and again`(options: [String], directions: [Trial.Run.Direction]) throws {
            try withPath { a, wire, b, folder in
                let run = try a.preflight(
                    ["trial", "--to", wire.far.ipv4, "--via", b.via, "--format", "json"] + options + Self.small,
                    in: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                let runs = try #require(try Evidence(json: run.output.utf8).trial?.runs)
                #expect(runs.map(\.direction) == directions)
                #expect(
                    runs.allSatisfy { $0.outcome == .converged && $0.verified == true && $0.twoCopiesSeen == false })
            }
        }

        @Test func `a sweep of the dirty rate finds where it breaks`() throws {
            try withPath { a, wire, b, folder in
                let run = try a.preflight(
                    [
                        "trial", "--to", wire.far.ipv4, "--via", b.via, "--memory", "16MiB", "--working-set", "12MiB",
                        "--max-rate", "400Mbit/s", "--mode", "precopy", "--switchover-goal", "20ms", "--sweep",
                        "dirty-rate=20MB/s..200MB/s", "--format", "json",
                    ], in: folder, seconds: 180)
                #expect(run.exitCode == 0, "\(run.errors)")
                let sweep = try #require(try Evidence(json: run.output.utf8).trial?.sweep)
                let (converged, failed) = try (#require(sweep.hardestConverged), #require(sweep.easiestFailed))
                #expect(converged >= 20 && converged < failed && failed <= 200)
                #expect(sweep.points.count >= 3)
                #expect(sweep.points.map(\.value) == sweep.points.map(\.value).sorted())
            }
        }

        @Test func `an inventory: its release chooses, and its virtual machines are foretold`() throws {
            try withPath { a, wire, b, folder in
                let inventory = """
                    sites: [{name: here}, {name: there}]
                    clusters: [{name: cl}]
                    hosts:
                      - {name: near-1, site: here, cluster: cl, version: 8.0.2, vmkernelAdapters: [{device: vmk1, ip: \(wire.near.ipv4)/24, mtu: 1500, netstack: vmotion}]}
                      - {name: far-1, site: there, cluster: cl, version: 4.1.0, vmkernelAdapters: [{device: vmk1, ip: \(wire.far.ipv4)/24, mtu: 1500, netstack: vmotion}]}
                    vms: [{name: db01, host: near-1, memoryMB: 4096, dirtyRateMBps: 20}, {name: web01, host: near-1}]

                    """
                try inventory.write(toFile: "\(folder)/inventory.yaml", atomically: true, encoding: .utf8)
                let run = try a.preflight(
                    [
                        "trial", "--inventory", "inventory.yaml", "--to", "far-1", "--via", b.via, "--format", "json",
                    ] + Self.small, in: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                #expect(
                    run.errors.contains("note: mode quick-resume: as vMotion of 4.1.0 does, the release of far-1\n"))
                let evidence = try Evidence(json: run.output.utf8)
                let trial = try #require(evidence.trial)
                #expect(trial.mode == .quickResume)
                #expect(evidence.ends.map(\.name).contains("far-1 vmk1"))
                let predictions = try #require(trial.predictions)
                #expect(predictions.map(\.vm) == ["db01", "web01"])
                #expect(predictions[0].prediction?.converges == true && predictions[0].mode == .sdps)
                #expect(predictions[1].missing == ["vms.memoryMB", "vms.dirtyRateMBps"])
            }
        }

        @Test(arguments: [
            (["--via", "false"], "error: false ended with exit code 1 before the far end said hello"),
            (["--memory", "30000GiB"], "30720000 MiB"),
        ])
        func `what cannot be done ends with exit code 3 and a reason`(options: [String], reason: String) throws {
            try withPath { a, wire, b, folder in
                let run = try a.preflight(
                    ["trial", "--to", wire.far.ipv4, "--via", b.via] + Self.small + options, in: folder)
                #expect(run.exitCode == 3)
                #expect(run.errors.contains(reason), "\(run.errors)")
            }
        }

        @Test(arguments: [SIGINT, SIGHUP])
        func `a signal in the middle leaves the guest at the source, and keeps what was seen`(signal: Int32) throws {
            try withPath { a, wire, b, folder in
                let trial = try a.start(
                    [
                        Repository.binary, "trial", "--to", wire.far.ipv4, "--via", b.via, "--memory", "256MiB",
                        "--dirty-rate", "1MB/s", "--max-rate", "50Mbit/s", "--output", "run.evidence.json",
                    ], in: folder, seconds: 60)
                usleep(6_000_000)
                trial.send(signal)
                let run = trial.wait()
                #expect(run.exitCode == 3)
                #expect(run.errors.contains("stopping; the guest stays where it is"))
                #expect(run.errors.contains("error: the trial was interrupted"))
                let evidence = try evidence("run.evidence.json", in: folder)
                #expect(evidence.interrupted == true)
                #expect(evidence.trial?.guest == .runsAtSource)
                #expect(evidence.trial?.outcome == .failed && evidence.trial?.why == "it was interrupted")
                #expect(run.output.split(separator: "interrupted", omittingEmptySubsequences: false).count == 2)
            }
        }

        @Test func `progress is drawn on a terminal`() throws {
            try withPath { a, wire, b, folder in
                let command =
                    "\(Repository.binary) trial --to \(wire.far.ipv4) --via '\(b.via)' --memory 64MiB --dirty-rate 10MB/s "
                    + "--max-rate 200Mbit/s"
                let run = try a.run(
                    "script", "-qec", command, "typescript", environment: ["TERM": "xterm", "COLUMNS": "160"],
                    in: folder)
                #expect(run.exitCode == 0)
                let shown = try String(contentsOfFile: "\(folder)/typescript", encoding: .utf8)
                #expect(shown.contains("round 1, ") && shown.contains(" left, ") && shown.contains(" s left"))
            }
        }
    }
}
