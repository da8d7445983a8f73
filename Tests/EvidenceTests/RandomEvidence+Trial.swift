import Evidence
import TestSupport

extension RandomEvidence {
    private static let outcomes: [Trial.Outcome] = [.converged, .notConverged, .failed]
    private static let states: [Trial.GuestState] = [.runsAtSource, .runsAtDestination, .paused, .lost, .unknown]

    mutating func trial() -> Trial {
        var trial = Trial(
            mode: random.pick([.precopy, .sdps, .quickResume]), tracker: "userfaultfd wp-async", memoryMB: number(),
            workload: .init(
                dirtyMBps: number(), workingSetMB: number(), pattern: random.pick(["uniform", "hot-spot"]), vCPUs: 2),
            outcome: random.pick(Self.outcomes), guest: random.pick(Self.states), totalSeconds: number(),
            sentMB: number())
        trial.zeroMB = maybe(number())
        trial.seed = maybe(.max)
        trial.why = maybe("the far end\nleft")
        trial.verified = maybe(random.oneIn(2))
        trial.verifiedPages = maybe(count())
        trial.damagedPages = maybe(count())
        trial.twoCopiesSeen = maybe(random.oneIn(2))
        trial.rounds = some { $0.round() }
        trial.stunMs = maybe(number())
        trial.stun = maybe(.init(sourceMs: maybe(number()), destinationMs: maybe(number())))
        trial.switchoverSeconds = maybe(number())
        trial.longestSilenceMs = maybe(number())
        trial.usualSilenceMs = maybe(number())
        trial.heartbeats = maybe(.init(received: count(), lost: count()))
        trial.sdps = maybe(sdps())
        trial.quickResume = maybe(quickResume())
        trial.pairs = maybe(
            some { generator in
                .init(
                    from: "one", to: "two", streams: 2, sentMB: generator.number(), sharePercent: generator.number(),
                    died: generator.maybe("it broke off"))
            })
        trial.calibratedMbps = maybe(number())
        trial.rttMs = maybe(number())
        trial.switchoverGoalMs = maybe(number())
        trial.maxSwitchoverSeconds = maybe(number())
        trial.maxRateMbps = maybe(number())
        trial.addedRttMs = maybe(number())
        trial.prepareSeconds = maybe(number())
        trial.afterSourceKilled = maybe(.init(seconds: number(), heartbeats: count()))
        trial.thereAndBack = maybe(true)
        trial.concurrent = maybe(4)
        trial.runs = maybe(some { $0.run() })
        trial.sweep = maybe(sweep())
        trial.prediction = maybe(prediction())
        trial.predictions = maybe(some { $0.vmPrediction() })
        return trial
    }

    private mutating func round() -> Trial.Round {
        var round = Trial.Round(
            pages: count(), bytes: count(), seconds: number(), dirtyMBps: number(), sendMBps: number())
        round.zeroPages = maybe(count())
        round.slowdownPercent = maybe(number())
        return round
    }

    private mutating func sdps() -> Trial.SDPS {
        var sdps = Trial.SDPS(engaged: random.oneIn(2), slowdownPercent: number())
        sdps.vCPUs = maybe(
            some {
                .init(slowdownPercent: $0.number(), pausedMs: $0.number(), stopMs: $0.maybe($0.distribution()))
            })
        return sdps
    }

    private mutating func quickResume() -> Trial.QuickResume {
        var resume = Trial.QuickResume(faults: count(), faultMs: maybe(distribution()), backupBytes: count())
        resume.missingPages = maybe(count())
        resume.lostPages = maybe(count())
        resume.seconds = maybe(number())
        resume.wentOnOverBackup = maybe(true)
        return resume
    }

    private mutating func run() -> Trial.Run {
        var run = Trial.Run(
            guest: 1, turn: 2, direction: random.pick([.there, .back]), outcome: random.pick(Self.outcomes),
            state: random.pick(Self.states), rounds: 3, totalSeconds: number(), sentMB: number())
        run.why = maybe("it was so")
        run.verified = maybe(true)
        run.stunMs = maybe(number())
        run.longestSilenceMs = maybe(number())
        run.twoCopiesSeen = maybe(false)
        run.slowdownPercent = maybe(number())
        return run
    }

    private mutating func sweep() -> Trial.Sweep {
        var sweep = Trial.Sweep(what: random.pick([.rtt, .bandwidth, .dirtyRate]))
        sweep.points = some { generator in
            var point = Trial.SweepPoint(
                value: generator.number(), outcome: generator.random.pick(Self.outcomes), rounds: 4,
                totalSeconds: generator.number())
            point.why = generator.maybe("it was so")
            point.verified = generator.maybe(true)
            point.stunMs = generator.maybe(generator.number())
            point.slowdownPercent = generator.maybe(generator.number())
            point.sendMBps = generator.maybe(generator.number())
            return point
        }
        sweep.hardestConverged = maybe(number())
        sweep.easiestFailed = maybe(number())
        return sweep
    }

    private mutating func prediction() -> Trial.Prediction {
        var prediction = Trial.Prediction(
            totalSeconds: number(), sentMB: number(), stunMs: number(), rounds: 5, converges: true)
        prediction.slowdownPercent = maybe(number())
        prediction.resumesEarly = maybe(true)
        return prediction
    }

    private mutating func vmPrediction() -> Trial.VMPrediction {
        var prediction = Trial.VMPrediction(vm: "db1", host: maybe("esx1"), mbps: number())
        prediction.memoryMB = maybe(number())
        prediction.dirtyMBps = maybe(number())
        prediction.mode = maybe(random.pick([.precopy, .sdps, .quickResume]))
        prediction.prediction = maybe(self.prediction())
        prediction.missing = maybe(["vms.dirtyRateMBps"])
        return prediction
    }
}
