import RuleEngine

/// What one rule says of something that was measured.
struct RuleVerdict {
    let rule: Rule
    let judgement: Judgement
    /// Where the page tells of it.
    let anchor: String

    var standing: Standing { judgement.standing }

    /// The rule with a link to what it says.
    fileprivate var link: Markup { "<a href='#\(anchor)' title='\(rule.title)'>\(rule.id)</a>" }
}

extension [RuleVerdict] {
    /// All of them with links to what is said, those of one verdict together; or that there is none.
    var markup: Markup {
        guard !isEmpty else { return "no rule" }
        return ranked.map { standing, rules -> Markup in
            let links = rules.map { "\($0.first.link)\(Self.times($0.count))" as Markup }
            return "<span class='judged'>\(standing.badge()) \(links.joined(" "))</span>"
        }.joined(" ")
    }

    /// What is graver than a pass, in words.
    var graveBadges: [Markup] {
        ranked.filter { $0.standing < .pass }.map { standing, rules in
            let ids = rules.map { "\($0.first.rule.id)\(Self.times($0.count))" }
            return standing.badge("\(standing.word) \(ids.joined(separator: ", "))")
        }
    }

    /// The rules of each verdict, the gravest first, with the first thing that each says and how many there are.
    private var ranked: [(standing: Standing, rules: [(first: RuleVerdict, count: Int)])] {
        Dictionary(grouping: self, by: \.standing).sorted { $0.key < $1.key }.map { standing, verdicts in
            let rules = Dictionary(grouping: verdicts, by: \.rule.id).sorted { $0.key < $1.key }
            return (standing, rules.compactMap { rule in rule.value.first.map { ($0, rule.value.count) } })
        }
    }

    private static func times(_ count: Int) -> String { count > 1 ? " (\(count))" : "" }
}
