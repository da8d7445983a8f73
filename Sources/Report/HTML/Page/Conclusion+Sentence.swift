import RuleEngine

extension Conclusion {
    /// The verdict whose sign and colour it has.
    var standing: Standing {
        switch self {
        case .notReady: .error
        case .unknown, .readyOnPaper: .unknown
        case .readyAtRisk: .warning
        case .ready: .pass
        }
    }
}

/// What the whole report amounts to, in two sentences.
struct ConclusionSentence {
    let conclusion: Conclusion
    /// The verdict.
    let short: String
    /// What it rests on.
    let long: String

    init(_ content: PageContent) {
        let counts = content.counts
        let isMeasured = !content.report.measurements.isEmpty
        conclusion = content.summaries.whole.conclusion
        let warnings = counts[.warning, default: 0]
        let unknown = counts[.unknown, default: 0]
        switch conclusion {
        case .notReady:
            (short, long) = ("Not ready.", Self.notMet(content))
        case .unknown where unknown == 0:
            (short, long) = ("Cannot be told.", "Nothing was checked.")
        case .unknown:
            short = "Cannot be told yet."
            long =
                "Nothing that was checked stands in the way, but "
                + "\(String.of(unknown, "verdict")) \(unknown == 1 ? "is" : "are") unknown."
        case .readyOnPaper:
            (short, long) = (
                "Ready on paper.",
                isMeasured
                    ? "Nothing that is declared stands in the way; only a part was measured."
                    : "Nothing that is declared stands in the way; nothing was measured."
            )
        case .readyAtRisk:
            short = "Ready, at a risk."
            long =
                "Virtual machines can move live; \(String.of(warnings, "warning")) "
                + "\(warnings == 1 ? "says" : "say") at what cost\(isMeasured ? "" : ", and nothing was measured")."
        case .ready:
            (short, long) = (
                "Ready.",
                "Virtual machines can move live, as far as was checked; "
                    + "\(Coverage(content.report).text) \(content.report.estate.hosts.count == 1 ? "was" : "were") measured."
            )
        }
    }

    /// How many requirements are not met, and between which sites where those are few.
    private static func notMet(_ content: PageContent) -> String {
        var (unmet, far, broken) = (0, 0, 0)
        var pairs: Set<[String]> = []
        for requirement in content.report.requirements {
            let errors = requirement.judgements.prefix { $0.finding != nil }.filter { $0.standing == .error }
            let between = errors.map(\.scope.sites).filter { $0.count == 2 }
            unmet += errors.isEmpty ? 0 : 1
            far += between.isEmpty ? 0 : 1
            pairs.formUnion(between.map { $0.sorted() })
            broken += requirement.judgements.contains { $0.standing == .broken } ? 1 : 0
        }
        var parts: [String] = []
        if unmet > 0 { parts.append("\(String.of(unmet, "requirement")) \(unmet == 1 ? "is" : "are") not met") }
        if unmet > 1, (1...3).contains(pairs.count) {
            let names = pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { pair in
                pair.map { $0.cut(to: 40) }.joined(separator: " and ")
            }
            let share = far == unmet ? "all" : Amounts.count(far)
            parts[0] += ", \(share) of them between \(names.joined(separator: ", "))"
        }
        if broken > 0 { parts.append("\(String.of(broken, "rule")) could not be evaluated") }
        return parts.joined(separator: "; ") + "."
    }
}
