import Evidence

/// What a trial's evidence means for the exit code.
struct TrialVerdict {
    /// 0, 1 where it did not converge, 3 where nothing was proved.
    let exitCode: Int32

    /// What is said of it on the standard error.
    let complaint: String?

    init(_ evidence: Evidence) {
        func say(_ code: Int32, _ complaint: String?) -> (Int32, String?) { (code, complaint) }
        let runs = evidence.trial?.runs ?? []
        (exitCode, complaint) =
            if evidence.interrupted == true {
                say(3, "the trial was interrupted")
            } else if let trial = evidence.trial {
                if trial.twoCopiesSeen == true || runs.contains(where: { $0.twoCopiesSeen == true }) {
                    say(3, "the guest was seen to run at both ends")
                } else if trial.verified == false {
                    say(3, "a page does not hold what it must" + Self.reason(trial.why))
                } else if let run = runs.first(where: { $0.verified == false }) {
                    say(3, "a page does not hold what it must" + Self.reason(run.why))
                } else if let failure = Self.failure(trial, runs) {
                    say(3, "the migration failed" + Self.reason(failure.why))
                } else if Self.wasNotLookedAt(trial, runs) {
                    say(3, "the guest moved, but its memory was not looked at" + Self.reason(trial.why))
                } else if trial.afterSourceKilled?.heartbeats == 0 {
                    say(3, "the guest moved, but nothing was heard of it once the source's process was killed")
                } else if let point = trial.sweep?.points.first(where: { $0.outcome == .failed }) {
                    say(3, "the sweep ended early" + Self.reason(point.why))
                } else {
                    say(([trial.outcome] + runs.map(\.outcome)).contains(.notConverged) ? 1 : 0, nil)
                }
            } else {
                say(3, "nothing was migrated")
            }
    }

    private static func reason(_ why: String?) -> String { why.map { ": \($0)" } ?? "" }

    private static func failure(_ trial: Trial, _ runs: [Trial.Run]) -> (why: String?, Void)? {
        if trial.outcome == .failed { return (trial.why, ()) }
        return runs.first { $0.outcome == .failed }.map { ($0.why, ()) }
    }

    private static func wasNotLookedAt(_ trial: Trial, _ runs: [Trial.Run]) -> Bool {
        trial.outcome == .converged && trial.verified == nil
            || runs.contains { $0.outcome == .converged && $0.verified == nil }
    }
}
