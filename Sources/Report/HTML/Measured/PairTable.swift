import Evidence

/// The figures of the measured pairs, those nearest to a limit first.
struct PairTable {
    let pairs: [MeasuredPair]

    /// Pairs whose figures are listed.
    static let most = 400

    var markup: Markup {
        var table = HTMLTable(
            "Measured pairs", isCaptionShown: false,
            columns: [.text("pair")]
                + [
                    "round trip, ms", "limit", "goodput, Mbit/s", "streams", "needed", "path MTU", "adapters send",
                    "routers",
                ]
                .map { .number($0) } + [.text("evidence")])
        for pair in pairs.prefix(Self.most) {
            let (figures, limits) = (pair.path.figures, pair.path.limits)
            table.add([
                "\(.name(pair.from, most: 40)) → \(.name(pair.to, most: 40))",
                .measured(figures.rttMs), .measured(limits.rttMs, else: "none"), .measured(pair.transfer?.mbps),
                .measured(pair.transfer?.streams, else: ""), .measured(limits.mbps, else: "none"),
                .measured(figures.pathMtu), .measured(limits.mtu, else: "not known"), .measured(figures.hops),
                .name(pair.path.file, most: 40),
            ])
        }
        return table.markup
    }
}
