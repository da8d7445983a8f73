import Evidence

/// Every migration of a trial that made several.
struct TrialRuns {
    /// Migrations that are shown; more would be no reading.
    private static let shown = 40

    let lines: [String]

    init(_ runs: [Trial.Run], ink: Ink) {
        let hasGuests = runs.contains { $0.guest > 1 }
        let rows = runs.prefix(Self.shown).map { run in
            var row = ["  \(run.turn) \(run.direction.rawValue)"]
            if hasGuests { row.append("\(run.guest)") }
            row += ["\(run.rounds)", Amounts.time(run.totalSeconds), Amounts.size(run.sentMB)]
            for silence in [run.stunMs, run.longestSilenceMs] {
                row.append(silence.map { Amounts.milliseconds($0) + " ms" } ?? "?")
            }
            row += [run.slowdownPercent.map(Amounts.percent) ?? "no", Self.end(run)]
            return row
        }
        let head =
            ["migration"] + (hasGuests ? ["guest"] : [])
            + ["rounds", "time", "sent", "stun", "longest silence", "slowed by", "outcome"]
        var lines = TextTable([head] + rows, numbers: 1...(head.count - 2)).lines
        // Colour after the table is laid out, so that it takes no column.
        for (index, run) in runs.prefix(Self.shown).enumerated() where run.outcome != .converged || run.verified != true
        {
            lines[index + 1] = ink(lines[index + 1], run.outcome == .converged ? .unknown : .error)
        }
        let more = runs.count - rows.count
        if more > 0 { lines.append("  … and \(Amounts.of(more, "more migration"))") }
        self.lines = lines
    }

    private static func end(_ run: Trial.Run) -> String {
        let why = run.why.map { ": \($0.inOneLine)" } ?? ""
        if run.twoCopiesSeen == true { return "two copies ran" }
        return switch run.outcome {
        case .converged where run.verified == true: "verified"
        case .converged where run.verified == false: "pages do not hold what they must"
        case .converged: "not verified"
        case .notConverged: "did not converge\(why)"
        case .failed: "failed\(why); \(TrialSummary.state(run.state))"
        }
    }
}
