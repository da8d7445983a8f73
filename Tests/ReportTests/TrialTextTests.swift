import Evidence
import Report
import TestSupport
import Testing

@Suite struct TrialTextTests {
    @Test(arguments: Trials.all) func `A trial for people`(_ name: String, trial: Trial) throws {
        try expectGolden(EvidenceText(Trials.evidence(trial), sessionMbps: 250).text, "trial-\(name).txt")
    }

    @Test(arguments: Trials.all)
    func `On a terminal it is coloured, and its words are the same`(_ name: String, trial: Trial) {
        let plain = EvidenceText(Trials.evidence(trial), sessionMbps: nil).text
        let colored = EvidenceText(Trials.evidence(trial), sessionMbps: nil, useColor: true).text
        #expect(colored.contains("\u{1B}[1m"))
        #expect(colored.replacing(/\x1B\[[0-9;]*m/, with: "") == plain)
    }

    @Test func `What went wrong is red, and what is not known is not passed over`() {
        let failed = EvidenceText(Trials.evidence(Trials.failed), sessionMbps: nil, useColor: true).text
        #expect(failed.contains("\u{1B}[1;31mfailed\u{1B}[0m: the network was cut"))
        var doubtful = Trials.converged
        doubtful.verified = nil
        doubtful.twoCopiesSeen = nil
        doubtful.stunMs = nil
        let text = EvidenceText(Trials.evidence(doubtful), sessionMbps: nil).text
        #expect(text.contains("stun unknown, no SDPS, not verified\n"))
        #expect(text.contains("contents not verified; nobody listened for a second copy"))
        doubtful.twoCopiesSeen = true
        doubtful.verified = false
        #expect(
            EvidenceText(Trials.evidence(doubtful), sessionMbps: nil).text
                .contains("  the guest was seen to run at both ends; converged in 5 rounds"))
    }

    @Test func `That it was interrupted is said once`() {
        func head(_ trial: Trial) -> Substring? {
            var evidence = Trials.evidence(trial)
            evidence.interrupted = true
            let text = EvidenceText(evidence, sessionMbps: nil).text
            #expect(text.split(separator: "interrupted", omittingEmptySubsequences: false).count == 2)
            return text.split(separator: "\n").first
        }
        var stopped = Trials.failed
        stopped.why = "it was interrupted"
        #expect(head(stopped)?.hasPrefix("here 192.168.10.9") == true)
        #expect(head(Trials.converged) == "interrupted: what was measured until then stands")
    }

    @Test func `A terminal without Unicode gets ASCII for what is left`() {
        let text = EvidenceText(Trials.evidence(Trials.slowed), sessionMbps: nil, isUnicode: false).text
        #expect(text.contains("pages left: %"))
        #expect(!text.contains("█") && !text.contains("−"))
    }

    @Test func `Names from elsewhere cannot steer the terminal`() {
        var trial = Trials.failed
        let odd = "\u{1B}[2J\n\u{7}"
        trial.why = odd
        trial.tracker = odd
        trial.workload.pattern = odd
        trial.pairs = [.init(from: odd, to: odd, streams: 1, sentMB: 1, sharePercent: 100, died: odd)]
        trial.runs = Trials.several.runs?.map { run in
            var run = run
            (run.outcome, run.why) = (.failed, odd)
            return run
        }
        trial.sweep = Trials.swept.sweep
        trial.sweep?.points[1].why = odd
        var vm = Trial.VMPrediction(vm: odd, host: odd, mbps: 1)
        vm.missing = [odd]
        trial.predictions = [vm]
        let text = EvidenceText(Trials.evidence(trial), sessionMbps: nil).text
        #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
    }

    @Test(arguments: [Double.nan, .infinity, -1, 0, 1e300, .leastNonzeroMagnitude])
    func `Numbers that no trial gives are no trap`(_ odd: Double) {
        for (_, trial) in Trials.all {
            var trial = trial
            trial.memoryMB = odd
            trial.zeroMB = odd
            trial.workload = .init(dirtyMBps: odd, workingSetMB: odd, pattern: "", vCPUs: .min)
            trial.totalSeconds = odd
            trial.sentMB = odd
            trial.stunMs = odd
            trial.stun = .init(sourceMs: odd, destinationMs: odd)
            trial.longestSilenceMs = odd
            trial.usualSilenceMs = odd
            trial.heartbeats = .init(received: .min, lost: .max)
            trial.verifiedPages = .min
            trial.sdps?.slowdownPercent = odd
            trial.rounds = trial.rounds.map { _ in
                var round = Trial.Round(pages: .min, bytes: .max, seconds: odd, dirtyMBps: odd, sendMBps: odd)
                round.slowdownPercent = odd
                round.zeroPages = .max
                return round
            }
            trial.prediction = .init(totalSeconds: odd, sentMB: odd, stunMs: odd, rounds: .min, converges: true)
            trial.calibratedMbps = odd
            trial.rttMs = odd
            #expect(!EvidenceText(Trials.evidence(trial), sessionMbps: nil).text.isEmpty)
        }
    }
}
