import Evidence

/// Trials of several kinds, made up.
enum Trials {
    static let all: [(String, Trial)] = [
        ("converged", converged), ("sdps", slowed), ("quick-resume", resumed), ("not-converged", givenUp),
        ("failed", failed), ("there-and-back", several), ("sweep", swept), ("multi-nic", multiNIC),
        ("inventory", foretold), ("sweep-ended-early", sweptInPart), ("lost", lost), ("over-goal", overGoal),
    ]

    /// `trial` as a file of evidence.
    static func evidence(_ trial: Trial) -> Evidence {
        var evidence = Evidence(
            kind: .trial, tool: .init(name: "vmotion-preflight", version: "1.2.3"), started: "2026-11-22T18:00:00Z",
            finished: "2026-11-22T18:00:31Z")
        evidence.ends = [("here", "192.168.10.9", "amsterdam"), ("there", "192.168.11.9", "frankfurt")].map {
            var end = End(name: $0, address: $1)
            end.site = $2
            return end
        }
        evidence.trial = trial
        return evidence
    }

    private static func base(_ mode: Trial.Mode, dirtyMBps: Double, pattern: String = "uniform") -> Trial {
        var trial = Trial(
            mode: mode, tracker: "userfaultfd wp-async", memoryMB: 1073.741824,
            workload: .init(dirtyMBps: dirtyMBps, workingSetMB: 268.435456, pattern: pattern, vCPUs: 2),
            outcome: .converged, guest: .runsAtDestination, totalSeconds: 3.104, sentMB: 1352.4)
        trial.seed = 1
        trial.verified = true
        trial.verifiedPages = 262_144
        trial.twoCopiesSeen = false
        trial.calibratedMbps = 3_480
        trial.rttMs = 4.18
        trial.switchoverGoalMs = 500
        trial.heartbeats = .init(received: 3_950, lost: 0)
        trial.usualSilenceMs = 2.31
        trial.prepareSeconds = 0.9
        return trial
    }

    private static func rounds(_ rows: [(Int, Double, Double, Double, Double?)]) -> [Trial.Round] {
        rows.map { pages, seconds, dirty, send, slowdown in
            var round = Trial.Round(
                pages: pages, bytes: pages * 4100, seconds: seconds, dirtyMBps: dirty, sendMBps: send)
            round.slowdownPercent = slowdown
            return round
        }
    }

    static let converged: Trial = {
        var trial = base(.sdps, dirtyMBps: 200)
        trial.rounds = rounds([
            (262_144, 2.462, 92.1, 436.1, nil), (55_360, 0.521, 165.7, 435.2, nil), (21_076, 0.199, 186, 433.8, nil),
            (9_037, 0.086, 195.2, 430.4, nil), (4_098, 0.036, 0, 431.7, nil),
        ])
        trial.stunMs = 38.2
        trial.stun = .init(sourceMs: 38.4, destinationMs: 37.9)
        trial.longestSilenceMs = 40.05
        trial.prediction = .init(totalSeconds: 3.02, sentMB: 1361, stunMs: 36.1, rounds: 5, converges: true)
        trial.afterSourceKilled = .init(seconds: 2, heartbeats: 1_998)
        trial.zeroMB = 268.435456
        trial.rounds[0].zeroPages = 65_536
        return trial
    }()

    static let slowed: Trial = {
        var trial = base(.sdps, dirtyMBps: 200)
        trial.calibratedMbps = 941
        trial.rounds = rounds([
            (262_144, 9.141, 29.3, 117.4, nil), (65_402, 2.28, 46.2, 117.5, 69.8), (25_710, 0.896, 52.4, 117.5, 70.4),
            (11_460, 0.401, 0, 117.1, nil),
        ])
        trial.totalSeconds = 12.74
        trial.sentMB = 1495.2
        trial.stunMs = 402.6
        trial.longestSilenceMs = 404.1
        trial.usualSilenceMs = 6.1
        trial.sdps = .init(engaged: true, slowdownPercent: 70.1)
        trial.sdps?.vCPUs = [
            .init(
                slowdownPercent: 70.4, pausedMs: 2_236,
                stopMs: Distribution(count: 598, min: 0.41, p50: 3.74, p90: 3.8, p99: 3.94, max: 4.09)),
            .init(
                slowdownPercent: 69.8, pausedMs: 2_217,
                stopMs: Distribution(count: 594, min: 0.38, p50: 3.73, p90: 3.79, p99: 3.92, max: 14.07)),
        ]
        trial.prediction = .init(totalSeconds: 12.9, sentMB: 1512, stunMs: 388, rounds: 4, converges: true)
        trial.prediction?.slowdownPercent = 70.6
        return trial
    }()

    static let resumed: Trial = {
        var trial = base(.quickResume, dirtyMBps: 200)
        trial.calibratedMbps = 941
        trial.rounds = rounds([(262_144, 9.141, 29.3, 117.4, nil), (65_402, 0.0046, 0, 0, nil)])
        trial.totalSeconds = 11.46
        trial.sentMB = 1343.1
        trial.stunMs = 4.6
        trial.longestSilenceMs = 6.9
        var resume = Trial.QuickResume(
            faults: 1_204, faultMs: Distribution(count: 1_204, min: 0.081, p50: 0.31, p90: 1.02, p99: 3.4, max: 9.77),
            backupBytes: 2_400_256)
        resume.missingPages = 65_402
        resume.seconds = 2.29
        resume.wentOnOverBackup = true
        trial.quickResume = resume
        trial.damagedPages = 2
        return trial
    }()

    static let givenUp: Trial = {
        var trial = base(.precopy, dirtyMBps: 400)
        trial.rounds = rounds(
            [(262_144, 9.141, 29.3, 117.4, nil)]
                + (0..<29).map { (65_500 + $0 % 3, 2.284, 117.1, 117.4, nil) })
        trial.outcome = .notConverged
        trial.why =
            "after 30 rounds 268 MB are left and the goal allows 59 MB: the guest dirties 400 MB a second and 117 MB a second are sent"
        trial.guest = .runsAtSource
        trial.verified = nil
        trial.verifiedPages = nil
        trial.totalSeconds = 75.4
        trial.sentMB = 8_860
        trial.longestSilenceMs = 2.31
        trial.prediction = .init(totalSeconds: 75.6, sentMB: 8_870, stunMs: 2_280, rounds: 30, converges: false)
        return trial
    }()

    static let failed: Trial = {
        var trial = base(.sdps, dirtyMBps: 50, pattern: "hot-spot")
        trial.rounds = rounds([(262_144, 2.462, 92.1, 436.1, nil)])
        trial.outcome = .failed
        trial.why = "the network was cut: nothing came from there for 20 s"
        trial.guest = .runsAtSource
        trial.verified = nil
        trial.verifiedPages = nil
        trial.totalSeconds = 22.9
        trial.pairs = [
            .init(
                from: "here", to: "there", streams: 2, sentMB: 1074, sharePercent: 100,
                died: "no progress for 20 s")
        ]
        return trial
    }()

    static let several: Trial = {
        var trial = converged
        trial.thereAndBack = true
        trial.guest = .runsAtSource
        trial.prediction = nil
        trial.concurrent = 2
        trial.runs = (1...3).flatMap { turn in
            [Trial.Run.Direction.there, .back].flatMap { direction in
                (1...2).map { guest in
                    var run = Trial.Run(
                        guest: guest, turn: turn, direction: direction, outcome: .converged,
                        state: direction == .there ? .runsAtDestination : .runsAtSource, rounds: 5,
                        totalSeconds: 3.1 + Double(turn) / 100, sentMB: 1352.4)
                    run.stunMs = 30 + Double(guest * turn)
                    run.longestSilenceMs = 31.5 + Double(guest * turn)
                    run.verified = true
                    run.twoCopiesSeen = false
                    return run
                }
            }
        }
        trial.runs?[3].verified = nil
        trial.runs?[4].slowdownPercent = 12.5
        return trial
    }()

    static let swept: Trial = {
        var trial = converged
        trial.prediction = nil
        var sweep = Trial.Sweep(what: .rtt)
        sweep.points = [(0.0, 5, 3.1), (37.5, 5, 4.4), (56.25, 6, 6.2), (65.6, 30, 61.2), (75, 30, 60)].map {
            value, rounds, seconds in
            var point = Trial.SweepPoint(
                value: value, outcome: rounds < 30 ? .converged : .notConverged, rounds: rounds, totalSeconds: seconds)
            point.sendMBps = 436 / (1 + value / 30)
            if point.outcome == .converged {
                point.verified = true
                point.stunMs = 38.2 + value * 2
            } else {
                point.why = "after 30 rounds 240 MB are left and the goal allows 70 MB"
            }
            return point
        }
        sweep.points[2].slowdownPercent = 45.2
        sweep.hardestConverged = 56.25
        sweep.easiestFailed = 65.6
        trial.sweep = sweep
        return trial
    }()

    static let sweptInPart: Trial = {
        var trial = failed
        trial.prediction = converged.prediction
        trial.sweep = swept.sweep
        trial.sweep?.points[3].outcome = .failed
        trial.sweep?.points[3].why = failed.why
        trial.sweep?.points.removeLast()
        trial.sweep?.easiestFailed = nil
        return trial
    }()

    static let lost: Trial = {
        var trial = resumed
        (trial.outcome, trial.guest) = (.failed, .lost)
        trial.why = "the destination: 1827 pages of the guest that runs here never came: no progress for 20 s"
        (trial.verified, trial.verifiedPages, trial.damagedPages) = (nil, nil, nil)
        trial.quickResume?.lostPages = 1_827
        trial.quickResume?.seconds = nil
        trial.quickResume?.wentOnOverBackup = nil
        trial.quickResume?.backupBytes = 0
        return trial
    }()

    static let overGoal: Trial = {
        var trial = slowed
        trial.stunMs = 569
        return trial
    }()

    static let multiNIC: Trial = {
        var trial = converged
        trial.prediction = nil
        trial.pairs = [
            .init(from: "here", to: "there", streams: 2, sentMB: 951.2, sharePercent: 70.3),
            .init(
                from: "here eth2", to: "there eth2", streams: 2, sentMB: 401.2, sharePercent: 29.7,
                died: "the far end closed it after 1.2 s"),
        ]
        trial.maxRateMbps = 5_000
        trial.addedRttMs = 10
        return trial
    }()

    static let foretold: Trial = {
        var trial = converged
        func vm(_ name: String, _ memoryMiB: Double, _ dirtyMBps: Double?, _ mode: Trial.Mode) -> Trial.VMPrediction {
            var vm = Trial.VMPrediction(vm: name, host: "esx-ams-01", mbps: 3_480)
            vm.memoryMB = memoryMiB * 1.048576
            vm.dirtyMBps = dirtyMBps
            vm.mode = mode
            guard let dirtyMBps else {
                vm.missing = ["vms.dirtyRateMBps"]
                return vm
            }
            vm.prediction = .init(
                totalSeconds: memoryMiB / 400, sentMB: memoryMiB * 1.1, stunMs: 210.4, rounds: 4, converges: true)
            if dirtyMBps > 435 {
                if mode == .sdps { vm.prediction?.slowdownPercent = 62.4 }
                if mode == .quickResume { vm.prediction?.resumesEarly = true }
                if mode == .precopy { vm.prediction?.converges = false }
            }
            return vm
        }
        trial.predictions = [
            vm("web01", 4_096, 12, .sdps), vm("db01", 65_536, 900, .sdps), vm("old01", 8_192, 600, .quickResume),
            vm("ancient01", 2_048, 600, .precopy), vm("file01", 16_384, 40, .sdps), vm("mail01", 8_192, nil, .sdps),
            vm("mail02", 8_192, nil, .sdps),
        ]
        return trial
    }()
}
