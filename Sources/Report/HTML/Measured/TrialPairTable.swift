import Evidence

/// What each pair of addresses carried, where there was more than one or one of them died.
struct TrialPairTable {
    private let pairs: [Trial.Pair]

    /// Pairs that are listed.
    private static let most = 64

    init(_ trial: Trial) { pairs = trial.pairs ?? [] }

    var markup: Markup {
        guard pairs.count > 1 || pairs.contains(where: { $0.died != nil }) else { return Markup() }
        var table = HTMLTable(
            "By pair of addresses",
            columns: [.text("pair"), .number("streams"), .number("sent, MB"), .number("share, %"), .text("end")])
        for pair in pairs.prefix(Self.most) {
            let end: Markup = pair.died.map { "\(Standing.warning.badge("died")): \(.text($0, most: 200))" } ?? "lived"
            table.add([
                "\(.name(pair.from, most: 40)) → \(.name(pair.to, most: 40))", .figure(pair.streams),
                .figure(pair.sentMB), .figure(pair.sharePercent), end,
            ])
        }
        let more = pairs.count - table.count
        return table.markup + (more > 0 ? .hint("\(Amounts.of(more, "further pair")) in the evidence.") : "")
    }
}
