import Evidence

/// What a trial's evidence means for the exit code.
struct TrialVerdict {
    /// 0, 1 where it did not converge, 3 where nothing was proved.
    let exitCode: Int32

    /// What is said of it on the standard error.
    let complaint: String?

    init(_ evidence: Evidence) {
        func say(_ code: Int32, _ complaint: String?) -> (Int32, String?) { (code, complaint) }
        (exitCode, complaint) =
            if evidence.interrupted == true {
                say(3, "the trial was interrupted")
            } else if let trial = evidence.trial {
                if trial.twoCopiesSeen == true {
                    say(3, "the guest was seen to run at both ends")
                } else if trial.verified == false {
                    say(3, "a page does not hold what it must" + Self.reason(trial))
                } else if trial.outcome != .failed,
                    let point = trial.sweep?.points.first(where: { $0.outcome == .failed })
                {
                    say(3, "the sweep ended early" + (point.why.map { ": \($0)" } ?? ""))
                } else {
                    switch trial.outcome {
                    case .failed: say(3, "the migration failed" + Self.reason(trial))
                    case .notConverged: say(1, nil)
                    case .converged where trial.verified == nil:
                        say(3, "the guest moved, but its memory was not looked at" + Self.reason(trial))
                    case .converged: say(0, nil)
                    }
                }
            } else {
                say(3, "nothing was migrated")
            }
    }

    private static func reason(_ trial: Trial) -> String { trial.why.map { ": \($0)" } ?? "" }
}
