import Agent
import Evidence
import FoundationEssentials
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
    /// The evidence holds the hardest migration that converged, or where none did the easiest one, and a point for each.
    mutating func run(_ choice: TrialChoice, _ range: SweepRange, window: ByteCount?) throws -> Evidence {
        var search = BreakingPoint(in: range)
        var sweep = Trial.Sweep(what: range.what)
        var kept: Evidence?
        var started: String?
        while let value = search.next, !cancellation.isCancelled {
            let place = "\(range.what.rawValue) \(value.short) \(sweep.unit) (about \(search.aboutLeft) to go), "
            let evidence = try run(choice.plan(range, at: value, window: window), place: place)
            started = started ?? evidence.started
            guard let trial = evidence.trial else {
                kept = kept ?? evidence
                break
            }
            sweep.points.append(Trial.SweepPoint(trial, at: value))
            let hasConverged = trial.outcome == .converged
            search.note(value, hasConverged: hasConverged)
            if kept == nil || hasConverged { kept = evidence }
            // A guest that does not run at the source any more, or one that moved without proof that it is whole and alone, ends the
            // search.
            let isProved = TrialVerdict(evidence).exitCode == 0
            guard hasConverged ? isProved : trial.guest == .runsAtSource, trial.verified != false else {
                kept = evidence
                break
            }
        }
        guard var kept else { throw AgentError.interrupted }
        sweep.points.sort { $0.value < $1.value }
        (sweep.hardestConverged, sweep.easiestFailed) = (search.hardestConverged, search.easiestFailed)
        kept.trial?.sweep = sweep
        if let started { kept.started = started }
        kept.finished = Date.now.ISO8601Format()
        if cancellation.isCancelled { kept.interrupted = true }
        return kept
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
