import Evidence

/// The rounds of a trial as charts show them: each with its number and when it began, of very many those that matter.
struct RoundSeries {
    struct Timed {
        /// From 1.
        let number: Int
        /// Seconds since the first round began.
        let start: Double
        let round: Trial.Round

        var end: Double { start + round.seconds }
    }

    let shown: ThinnedSeries<Timed>
    /// How long all rounds took together.
    let seconds: Double

    init(_ rounds: [Trial.Round]) {
        var start = 0.0
        let all = rounds.enumerated().map { index, round in
            defer { start += round.seconds }
            return Timed(number: index + 1, start: start, round: round)
        }
        shown = ThinnedSeries(all, most: 120) { Double($0.round.pages) }
        seconds = start
    }

    /// The figures of the rounds that are shown.
    func table(_ title: String) -> Markup {
        let isSlowed = shown.kept.contains { $0.round.slowdownPercent != nil }
        let hasZero = shown.kept.contains { $0.round.zeroPages != nil }
        var table = HTMLTable(
            "Rounds: \(title)", isCaptionShown: false,
            columns: [.text("round"), .number("pages")] + (hasZero ? [.number("of them zero")] : [])
                + ["bytes", "seconds", "dirtied, MB/s", "sent, MB/s"].map { .number($0) }
                + (isSlowed ? [.number("slowed by, %")] : []))
        for timed in shown.kept {
            let round = timed.round
            var cells: [Markup] = ["\(timed.number)", .figure(round.pages)]
            if hasZero { cells.append(.measured(round.zeroPages, else: "none")) }
            cells += [.figure(round.bytes), .figure(round.seconds), .figure(round.dirtyMBps), .figure(round.sendMBps)]
            if isSlowed { cells.append(.measured(round.slowdownPercent, else: "not slowed")) }
            table.add(cells)
        }
        return table.markup
    }
}
