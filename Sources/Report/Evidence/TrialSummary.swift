import Evidence

/// A trial migration in one line: what a reader who has no time wants to know.
struct TrialSummary {
    let text: String

    init(_ trial: Trial, ink: Ink) {
        let migration = Self.migration(trial, ink)
        guard let runs = trial.runs, runs.count > 1 else {
            text = migration
            return
        }
        let converged = runs.count { $0.outcome == .converged }
        let ways = trial.thereAndBack == true ? " there and back" : ""
        let atOnce = trial.concurrent.map { $0 > 1 ? ", \($0) at once" : "" } ?? ""
        let share = converged == runs.count ? "all converged" : ink("\(converged) converged", .error)
        let unverified = runs.count { $0.outcome == .converged && $0.verified == nil }
        let doubt = unverified > 0 ? ", " + ink("\(unverified) not verified", .unknown) : ""
        text = "\(Amounts.of(runs.count, "migration"))\(ways)\(atOnce), \(share)\(doubt); the worst \(migration)"
    }

    private static func migration(_ trial: Trial, _ ink: Ink) -> String {
        let why = trial.why.map { ": \($0.inOneLine)" } ?? ""
        let damage = Self.damage(trial).map { ink($0, .error) + "; " } ?? ""
        switch trial.outcome {
        case .failed: return damage + ink("failed", .error) + why + "; \(Self.state(trial.guest))"
        case .notConverged:
            let course = "\(Amounts.of(trial.rounds.count, "round")), \(Amounts.time(trial.totalSeconds))"
            return damage + ink("did not converge", .error) + " in \(course)\(why); \(Self.state(trial.guest))"
        case .converged:
            var parts = [
                "converged in \(Amounts.of(trial.rounds.count, "round"))", Amounts.time(trial.totalSeconds),
            ]
            parts.append(Self.stun(trial, ink))
            if let sdps = trial.sdps, sdps.engaged {
                parts.append(ink("SDPS \(Amounts.percent(sdps.slowdownPercent))", .warning))
            } else if trial.mode == .sdps {
                parts.append("no SDPS")
            }
            if let resume = trial.quickResume {
                parts.append(ink("resumed early with \(Amounts.of(resume.faults, "fault"))", .warning))
            } else if trial.mode == .quickResume {
                parts.append("no Quick Resume")
            }
            if trial.verified == nil { parts.append(ink("not verified", .unknown)) }
            if trial.guest != .runsAtDestination, trial.thereAndBack != true {
                parts.append(ink(Self.state(trial.guest), .error))
            }
            return damage + parts.joined(separator: ", ")
        }
    }

    private static func stun(_ trial: Trial, _ ink: Ink) -> String {
        guard let stun = trial.stunMs else { return ink("stun unknown", .unknown) }
        let text = "stun \(Amounts.milliseconds(stun)) ms"
        guard let goal = trial.switchoverGoalMs, stun > goal else { return text }
        return ink("\(text) (over the goal of \(Amounts.milliseconds(goal)) ms)", .warning)
    }

    /// What must never happen, and did.
    private static func damage(_ trial: Trial) -> String? {
        let runs = trial.runs ?? []
        if trial.twoCopiesSeen == true || runs.contains(where: { $0.twoCopiesSeen == true }) {
            return "the guest was seen to run at both ends"
        }
        let isWrong = trial.verified == false || runs.contains { $0.verified == false }
        return isWrong ? "pages at the destination do not hold what they must" : nil
    }

    /// What became of the guest.
    static func state(_ state: Trial.GuestState) -> String {
        switch state {
        case .runsAtSource: "the guest goes on at the source"
        case .runsAtDestination: "the guest runs at the destination"
        case .paused: "the guest stands still, because its end cannot learn whether the other has it"
        case .lost: "the guest is lost"
        case .unknown: "it is not known what became of the guest, because an end did not answer"
        }
    }
}
