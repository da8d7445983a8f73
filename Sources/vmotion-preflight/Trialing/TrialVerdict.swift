import Evidence

/// What a trial's evidence means for the exit code.
struct TrialVerdict {
    /// 0, 1 where it did not converge, 3 where nothing was proved.
    let exitCode: Int32

    /// What is said of it on the standard error.
    let complaint: String?

    /// The verdict over all migrations of the trial: one that is not proved leaves nothing proved.
    init(_ evidence: Evidence) {
        complaint = Self.complaint(evidence)
        let outcomes = evidence.trial.map { [$0.outcome] + ($0.runs ?? []).map(\.outcome) } ?? []
        exitCode = complaint != nil ? 3 : outcomes.contains(.notConverged) ? 1 : 0
    }

    /// Why nothing is proved, where that is so.
    private static func complaint(_ evidence: Evidence) -> String? {
        if evidence.interrupted == true { return "the trial was interrupted" }
        guard let trial = evidence.trial else { return "nothing was migrated" }
        let runs = trial.runs ?? []
        if trial.twoCopiesSeen == true || runs.contains(where: { $0.twoCopiesSeen == true }) {
            return "the guest was seen to run at both ends"
        }
        // The worst one first, which the trial's own keys hold.
        let all = [(trial.outcome, trial.verified, trial.why)] + runs.map { ($0.outcome, $0.verified, $0.why) }
        func complaint(_ sentence: String, where isSo: (Trial.Outcome, Bool?) -> Bool) -> String? {
            all.first { isSo($0.0, $0.1) }.map { sentence + ($0.2.map { ": \($0)" } ?? "") }
        }
        if let damage = complaint("a page does not hold what it must", where: { $1 == false }) { return damage }
        if let failure = complaint("the migration failed", where: { outcome, _ in outcome == .failed }) {
            return failure
        }
        let unseen = complaint("the guest moved, but its memory was not looked at") { $0 == .converged && $1 == nil }
        if let unseen { return unseen }
        guard trial.afterSourceKilled?.heartbeats == 0 else { return nil }
        return "the guest moved, but nothing was heard of it once the source's process was killed"
    }
}
