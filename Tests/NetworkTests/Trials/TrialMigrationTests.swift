import Evidence
import Foundation
import TestSupport
import Testing

extension OnTheNetwork {
    /// What a trial does beside a plain migration, on links of known rates.
    @Suite struct TrialMigrationTests {
        private static let small = ["--memory", "64MiB", "--switchover-goal", "100ms"]
        private static let quick = [
            "--mode", "quick-resume", "--dirty-rate", "200MB/s", "--working-set", "40MiB", "--switchover-goal", "50ms",
        ]

        /// Runs a trial over links of these rates, in Mbit/s.
        private func trial(
            _ arguments: [String], mbps: [Int] = [400], exitCode: Int32 = 0,
            during strike: (RunningTrial, [TestLink]) throws -> Void = { _, _ in },
            via: ((Namespace, String) -> String)? = nil
        ) throws -> (RunningTrial.Result, Trial?) {
            try withTemporaryFolder { folder in
                try TestNetwork.with { network in
                    let (a, b) = try (network.namespace("a", ipv6: false), network.namespace("b", ipv6: false))
                    let links = try mbps.map { try network.link(a, b, ["--delay-ms", "0.5", "--rate-mbps", "\($0)"]) }
                    let place = RunningTrial.Place(near: a, far: b, link: links[0], folder: folder)
                    let words = arguments.map { $0.replacing("FOLDER", with: folder) }
                    let running = try RunningTrial(
                        ["--to"] + links.map(\.wire.far.ipv4) + words, in: place, via: via?(b, folder))
                    try strike(running, links)
                    let result = running.wait()
                    #expect(result.exitCode == exitCode, "\(result.lastWords)")
                    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
                    #expect(names.filter { $0.hasPrefix("vmotion-preflight") } == [])
                    return (result, result.trial)
                }
            }
        }

        @Test(arguments: ["sync", "auto"])
        func `a guest converges, whichever way its writes are tracked, and goes on without its source`(
            tracker: String
        ) throws {
            let (_, found) = try trial(Self.small + ["--dirty-rate", "10MB/s", "--tracker", tracker])
            let trial = try #require(found)
            #expect(trial.outcome == .converged && trial.verified == true && trial.twoCopiesSeen == false)
            #expect(trial.tracker.hasPrefix("userfaultfd wp-"))
            #expect(tracker == "auto" || trial.tracker == "userfaultfd wp-sync")
            #expect(try #require(trial.afterSourceKilled).heartbeats > 0)
            #expect(trial.heartbeats?.received ?? 0 > 100)
        }

        @Test func `a guest that outruns the link is slowed down, and converges`() throws {
            let (_, found) = try trial(
                ["--memory", "64MiB", "--dirty-rate", "200MB/s", "--working-set", "40MiB", "--switchover-goal", "50ms"])
            let trial = try #require(found)
            #expect(trial.outcome == .converged && trial.verified == true)
            #expect(trial.sdps?.engaged == true)
            #expect(trial.sdps?.slowdownPercent ?? 0 > 20)
        }

        @Test func `a guest that outruns the link resumes early, and what it lacks follows`() throws {
            let (_, found) = try trial(["--memory", "64MiB"] + Self.quick)
            let trial = try #require(found)
            #expect(trial.outcome == .converged && trial.verified == true)
            let resumed = try #require(trial.quickResume)
            #expect(resumed.faults > 0 && resumed.missingPages ?? 0 > 1_000)
            #expect(resumed.wentOnOverBackup != true)
        }

        @Test(arguments: ["cut", "cut forward", "cut reverse"])
        func `a network that fails after an early resume leaves the rest to the backup file`(fault: String) throws {
            let options = ["--memory", "64MiB", "--backup-directory", "FOLDER", "--network-timeout", "1s"]
            let (result, found) = try trial(options + Self.quick) { trial, links in
                #expect(trial.tells(["fetching the rest"]))
                try links[0].tell(fault)
            }
            let trial = try #require(found, "\(result.lastWords)")
            #expect(trial.outcome == .converged && trial.verified == true && trial.guest == .runsAtDestination)
            #expect(trial.quickResume?.wentOnOverBackup == true)
            #expect(trial.quickResume?.backupBytes ?? 0 > 1_000_000)
        }

        @Test func `links of different speeds share the load by what each carries`() throws {
            let (_, found) = try trial(Self.small + ["--dirty-rate", "5MB/s"], mbps: [400, 100])
            let trial = try #require(found)
            let shares = try #require(trial.pairs).map(\.sharePercent)
            #expect(trial.verified == true && shares.count == 2)
            #expect(shares[0] > 60 && shares[1] > 8)
        }

        @Test(arguments: [0, 1]) func `a link that dies on the way only slows it down`(dying: Int) throws {
            let options = Self.small + ["--dirty-rate", "5MB/s", "--network-timeout", "1s"]
            let (_, found) = try trial(options, mbps: [200, 200]) { trial, links in
                #expect(trial.tells(["round 1,"]))
                try links[dying].tell("cut")
            }
            let trial = try #require(found)
            #expect(trial.outcome == .converged && trial.verified == true)
            let pairs = try #require(trial.pairs)
            #expect(pairs[dying].died != nil)
            #expect(pairs[1 - dying].died == nil)
        }

        @Test func `several guests move at once`() throws {
            let (_, found) = try trial(["--memory", "32MiB", "--dirty-rate", "2MB/s", "--concurrent", "3"])
            let runs = try #require(found?.runs)
            #expect(runs.count == 3 && runs.allSatisfy { $0.verified == true && $0.state == .runsAtDestination })
        }

        @Test(.needsNetworkNamespaces)
        func `a backup directory that the other host does not share is told of before anything moves`() throws {
            let options = ["--memory", "64MiB", "--backup-directory", "FOLDER", "--network-timeout", "1s"]
            let (result, found) = try trial(
                options + Self.quick,
                exitCode: 3,
                via: { b, folder in
                    "unshare --mount sh -c \"mount -t tmpfs tmpfs \(folder) && exec ip netns exec \(b.name) \\\"\\$0\\\" \\\"\\$@\\\"\""
                })
            #expect(result.told.contains("mount the same directory on both"), "\(result.lastWords)")
            #expect(found?.guest == .runsAtSource)
        }

        @Test func `a backup directory without room is told of before anything moves`() throws {
            try withTemporaryFolder { disk in
                try must(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk])
                defer { _ = try? Program.run(["umount", disk]) }
                let options = ["--memory", "64MiB", "--backup-directory", disk] + Self.quick
                let (result, found) = try trial(options, exitCode: 3)
                #expect(result.told.contains("has no room"), "\(result.lastWords)")
                #expect(found?.guest == .runsAtSource)
                #expect(try FileManager.default.contentsOfDirectory(atPath: disk) == [])
            }
        }

        @Test func `a backup directory that is missing is told of`() throws {
            let (result, _) = try trial(["--backup-directory", "FOLDER/none"] + Self.quick, exitCode: 2)
            #expect(result.told.contains("No such file or directory"))
        }

        @Test func `a far end without the memory says so`() throws {
            let (result, _) = try trial(
                ["--memory", "256MiB", "--dirty-rate", "1MB/s"],
                exitCode: 3,
                via: { b, _ in "prlimit --as=200000000 ip netns exec \(b.name)" })
            #expect(result.told.contains("error: "), "\(result.lastWords)")
        }
    }
}
