import SourceText

/// Somebody's word that a finding may stay for a while.
struct Waiver: Sendable {
    /// The id or the name of the rule.
    let rule: String
    /// Patterns that a finding's host, cluster, site and natural key must match; a name without a pattern matches all.
    let scope: [(key: Key, pattern: String)]
    /// Who answers for it.
    let owner: String
    /// Why it may stay.
    let reason: String
    /// The last day it holds, as `2027-01-31`.
    let expires: String
    /// Where the waiver is written.
    let location: Location
    /// Where its last day is.
    let expiry: Location

    /// What a scope may name.
    enum Key: String, CaseIterable {
        case cluster
        case site
        case host
        case subject
    }

    /// Whether it holds no longer on `today`.
    func hasExpired(on today: String) -> Bool { expires < today }

    /// Whether it is about `finding`.
    func covers(_ finding: Finding) -> Bool {
        RuleSelector(rule).isOne(finding.rule)
            && scope.allSatisfy { key, pattern in
                switch key {
                case .cluster: finding.scope.cluster.map { matches($0, pattern) } ?? false
                case .site: finding.scope.sites.contains { matches($0, pattern) }
                case .host: finding.scope.host.map { matches($0, pattern) } ?? false
                case .subject: matches(finding.subject, pattern)
                }
            }
    }

    /// Its scope as a person reads it.
    var scopeText: String {
        scope.isEmpty ? "everything" : scope.map { "\($0.key.rawValue) \($0.pattern)" }.joined(separator: ", ")
    }
}

/// Whether `text` is what `pattern` spells, in which `*` stands for any text.
func matches(_ text: String, _ pattern: String) -> Bool {
    let (text, pattern) = (Array(text.unicodeScalars), Array(pattern.unicodeScalars))
    var (here, place) = (0, 0)
    // Where to go on when what follows the last star does not fit.
    var (star, retry) = (-1, 0)
    while here < text.count {
        if place < pattern.count, pattern[place] == "*" {
            (star, retry) = (place, here)
            place += 1
        } else if place < pattern.count, pattern[place] == text[here] {
            here += 1
            place += 1
        } else if star >= 0 {
            retry += 1
            (here, place) = (retry, star + 1)
        } else {
            return false
        }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
}
