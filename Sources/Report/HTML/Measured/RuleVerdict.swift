import RuleEngine

/// What one rule says of something that was measured.
struct RuleVerdict {
    let rule: Rule
    let judgement: Judgement
    /// Where the page tells of it.
    let anchor: String

    var standing: Standing { judgement.standing }

    /// The verdict with a link to what is said of it.
    var markup: Markup { "\(standing.badge()) <a href='#\(anchor)' title='\(rule.title)'>\(rule.id)</a>" }
}

extension [RuleVerdict] {
    /// The gravest first.
    var ranked: [RuleVerdict] { sorted { ($0.standing, $0.rule.id) < ($1.standing, $1.rule.id) } }

    /// All of them, or that there is none.
    var markup: Markup { isEmpty ? "no rule" : ranked.map(\.markup).joined(", ") }
}
