import SourceText

/// Somebody's word that a finding may stay for a while.
struct Waiver: Sendable {
    /// The id of the rule.
    let rule: String
    /// Patterns that a finding's host, cluster, site and natural key must match; a name without a pattern matches all.
    let scope: [(key: Key, pattern: Pattern)]
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
        rule == finding.rule.id
            && scope.allSatisfy { key, pattern in
                switch key {
                case .cluster: finding.scope.cluster.map(pattern.matches) ?? false
                case .site: finding.scope.sites.contains(where: pattern.matches)
                case .host: finding.scope.host.map(pattern.matches) ?? false
                case .subject: pattern.matches(finding.subject)
                }
            }
    }

    /// Its scope as a person reads it.
    var scopeText: String {
        scope.isEmpty ? "everything" : scope.map { "\($0.key.rawValue) \($0.pattern)" }.joined(separator: ", ")
    }
}

/// A text in which `*` stands for any text.
struct Pattern: Sendable, CustomStringConvertible {
    let description: String
    private let bytes: [UInt8]

    /// Whether it is a name to the letter.
    var isLiteral: Bool { !bytes.contains(UInt8(ascii: "*")) }

    init(_ text: String) {
        description = text
        bytes = Array(text.utf8)
    }

    /// Whether `text` is what the pattern spells.
    func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { text in
            var (here, place) = (0, 0)
            // Where to go on when what follows the last star does not fit.
            var (star, retry) = (-1, 0)
            while here < text.count {
                if place < bytes.count, bytes[place] == UInt8(ascii: "*") {
                    (star, retry) = (place, here)
                    place += 1
                } else if place < bytes.count, unsafe bytes[place] == text[here] {
                    here += 1
                    place += 1
                } else if star >= 0 {
                    retry += 1
                    (here, place) = (retry, star + 1)
                } else {
                    return false
                }
            }
            return bytes[place...].allSatisfy { $0 == UInt8(ascii: "*") }
        }
    }
}
