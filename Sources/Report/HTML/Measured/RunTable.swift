import Evidence

/// Every migration of a trial that made several: there and back, repeated, at once.
struct RunTable {
    private let runs: [Trial.Run]

    /// Migrations that are listed; those that did not end well come before others are left out.
    private static let most = 100

    init(_ runs: [Trial.Run]) { self.runs = runs }

    var markup: Markup {
        guard runs.count > 1 else { return Markup() }
        var table = HTMLTable(
            "Every migration",
            columns: [.text("migration"), .number("guest"), .text("outcome")]
                + ["rounds", "seconds", "sent, MB", "stun, ms", "longest silence, ms", "slowed by, %"]
                .map { .number($0) })
        for run in shown {
            table.add([
                "\(run.turn) \(run.direction.rawValue)", "\(run.guest)", Self.end(run), .figure(run.rounds),
                .figure(run.totalSeconds), .figure(run.sentMB), .measured(run.stunMs),
                .measured(run.longestSilenceMs), .measured(run.slowdownPercent, else: "not slowed"),
            ])
        }
        let more = runs.count - table.count
        return table.markup + (more > 0 ? .hint("\(Amounts.of(more, "further migration")) in the evidence.") : "")
    }

    private var shown: [Trial.Run] {
        let bad = runs.indices.filter { runs[$0].outcome != .converged || runs[$0].verified != true }
        let good = runs.indices.filter { runs[$0].outcome == .converged && runs[$0].verified == true }
        return (bad + good).prefix(Self.most).sorted().map { runs[$0] }
    }

    private static func end(_ run: Trial.Run) -> Markup {
        if run.twoCopiesSeen == true { return Standing.error.badge("two copies ran") }
        let why: Markup? = run.why.map { ": \(.text($0, most: 200))" }
        return switch run.outcome {
        case .converged where run.verified == true: Standing.pass.badge("verified")
        case .converged where run.verified == false: Standing.error.badge("pages do not hold what they must")
        case .converged: Standing.unknown.badge("not verified")
        case .notConverged: "\(Standing.warning.badge("did not converge"))\(why)"
        case .failed: "\(Standing.error.badge("failed"))\(why); \(TrialSummary.state(run.state))"
        }
    }
}
