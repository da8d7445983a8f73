import Agent
import Evidence
import FoundationEssentials
import Glibc
import LinuxSystem
import Trial

/// Runs the trials of a command: one, or those of a sweep, into one piece of evidence.
struct Trials {
    private let cancellation: Cancellation
    private var progress = Progress()

    init(cancellation: Cancellation) { self.cancellation = cancellation }

    static let tool = Evidence.Tool(name: "vmotion-preflight", version: version)

    /// What comes of `plan`; `place` says which of several it is.
    mutating func run(_ plan: TrialPlan, place: String = "") throws -> Evidence {
        var progress = progress
        defer {
            progress.clear()
            self.progress = progress
        }
        return try TrialRun(plan, tool: Self.tool).run(cancellation: cancellation) { news in
            progress.show(TrialProgressText(news, place: place).text)
        }
    }

    /// Searches for the condition that breaks the migration.
    ///
    /// The evidence holds the hardest migration that converged, or where none did the easiest one, and a point for each; one
    /// that failed ends the search and is the one that it holds, because it tells nothing of its condition. `keep` gets what is
    /// known after each of them, marked as interrupted.
    mutating func run(
        _ choice: TrialChoice, _ range: SweepRange, window: ByteCount?, keep: (Evidence) -> Void
    ) throws -> Evidence {
        var search = BreakingPoint(in: range)
        var sweep = Trial.Sweep(what: range.what)
        var kept: Evidence?
        var started: String?
        while let value = search.next, !cancellation.isCancelled {
            let place = "\(range.what.rawValue) \(value.short) \(sweep.unit) (about \(search.aboutLeft) to go), "
            let evidence: Evidence
            do {
                evidence = try run(choice.plan(range, at: value, window: window), place: place)
            } catch {
                // What is known already is not to be lost with one that could not be begun.
                guard kept != nil else { throw error }
                var point = Trial.SweepPoint(value: value, outcome: .failed, rounds: 0, totalSeconds: 0)
                point.why = cancellation.isCancelled ? "it was interrupted" : "\(error)"
                sweep.add(point)
                break
            }
            started = started ?? evidence.started
            guard let trial = evidence.trial else {
                kept = kept ?? evidence
                break
            }
            let point = Trial.SweepPoint(trial, at: value)
            sweep.add(point)
            tell(point, of: sweep)
            // One that failed, or that moved the guest without proof that it is whole and alone, ends the search.
            guard trial.outcome == .notConverged || TrialVerdict(evidence).exitCode == 0 else {
                kept = evidence
                break
            }
            search.note(value, hasConverged: trial.outcome == .converged)
            if kept == nil || trial.outcome == .converged { kept = evidence }
            (sweep.hardestConverged, sweep.easiestFailed) = (search.hardestConverged, search.easiestFailed)
            if var known = kept?.with(sweep, since: started) {
                known.interrupted = true
                keep(known)
            }
        }
        guard var kept = kept?.with(sweep, since: started) else { throw AgentError.interrupted }
        if cancellation.isCancelled { kept.interrupted = true }
        return kept
    }

    /// Says how a migration of a sweep went to whoever sees no progress.
    private func tell(_ point: Trial.SweepPoint, of sweep: Trial.Sweep) {
        guard !Console.canDraw(on: STDERR_FILENO) else { return }
        let end =
            switch point.outcome {
            case .converged: "converged"
            case .notConverged: "did not converge"
            case .failed: "failed" + (point.why.map { ": \($0)" } ?? "")
            }
        let rounds = "\(point.rounds) round\(point.rounds == 1 ? "" : "s")"
        let seconds = (point.totalSeconds * 10).rounded() / 10
        Console.error(
            "\(sweep.what.rawValue) \(point.value.short) \(sweep.unit), \(rounds) in \(seconds) s: \(end)")
    }
}

extension Trial.Sweep {
    /// Adds a point in its place.
    fileprivate mutating func add(_ point: Trial.SweepPoint) {
        points.insert(point, at: points.firstIndex { $0.value > point.value } ?? points.endIndex)
    }
}

extension Evidence {
    /// The evidence of a trial as that of the whole sweep, begun at `started`.
    fileprivate func with(_ sweep: Trial.Sweep, since started: String?) -> Evidence {
        var evidence = self
        evidence.trial?.sweep = sweep
        evidence.started = started ?? evidence.started
        evidence.finished = Date.now.ISO8601Format()
        return evidence
    }
}

extension Trial.SweepPoint {
    /// How `trial` went under the condition `value`.
    fileprivate init(_ trial: Trial, at value: Double) {
        self.init(
            value: value, outcome: trial.outcome, rounds: trial.rounds.count, totalSeconds: trial.totalSeconds)
        (why, verified, stunMs) = (trial.why, trial.verified, trial.stunMs)
        if let sdps = trial.sdps, sdps.engaged { slowdownPercent = sdps.slowdownPercent }
        // The first round is the longest, with nothing else in it but sending.
        sendMBps = trial.rounds.first?.sendMBps
    }
}

extension Double {
    /// Without decimals that are none.
    fileprivate var short: String { self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)" }
}
