public import SourceText

/// A place in an input file, with its end.
public struct Location: Sendable {
    /// The file.
    public let file: SourceFile

    /// The stretch of it.
    public let span: SourceSpan

    /// Line and column of the start and of the end, which is just behind the last character.
    public var range: (start: SourcePosition, end: SourcePosition) { file.range(of: span) }
}

/// What a rule says of a subject that does not simply pass.
public struct Finding: Sendable {
    /// Another place that belongs to it.
    public struct Peer: Sendable {
        /// Where.
        public let location: Location
        /// Whose.
        public let subject: String
    }

    /// A fact that was needed and is not there.
    public struct MissingFact: Hashable, Sendable {
        /// `table.key`.
        public let name: String
        /// The command or document that supplies it.
        public let supply: String
    }

    /// Who answers for a finding that is waived.
    public struct Waiver: Sendable {
        /// Why it may stay.
        public let reason: String
        /// Who said so; nothing for a comment in the inventory.
        public let owner: String?
        /// The last day it holds, as `2027-01-31`; nothing for a comment.
        public let expires: String?
        /// Where it is written.
        public let location: Location
    }

    /// What a baseline says of a finding.
    public enum BaselineState: String, Sendable {
        /// It was not there, or less grave.
        case new
        /// It was there.
        case unchanged
    }

    /// The rule.
    public let rule: Rule
    /// Fail, unknown, waived or error.
    public internal(set) var verdict: Verdict
    /// How much it matters.
    public internal(set) var severity: Severity
    /// What is the matter, in one sentence.
    public let message: String
    /// The subject's natural key: `cluster/host/adapter`.
    public let subject: String
    /// Where in the inventory; nothing when the rule itself failed.
    public let location: Location?
    /// The places it is compared to.
    public let peers: [Peer]
    /// How many peers there are besides those in ``peers``.
    public let furtherPeers: Int
    /// What is there.
    public let observed: String?
    /// What should be there.
    public let expected: String?
    /// The facts that are missing.
    public let missing: [MissingFact]
    /// Why it cannot be told, where the missing facts do not say it.
    public let note: String?
    /// What this finding is recognised by in another run: rule, natural key and field, never a line number.
    public let fingerprint: String
    /// What to do, in words.
    public let fix: String
    /// What to do, as PowerCLI.
    public let powercli: String?
    /// What to do, as esxcli.
    public let esxcli: String?
    /// Whose the subject is.
    public let scope: Scope
    /// The judged row, as one rule's findings on it are one verdict.
    let row: String
    /// Why it is waived.
    public internal(set) var waiver: Waiver?
    /// What the baseline says of it; nothing without a baseline.
    public internal(set) var baselineState: BaselineState?
}

/// A natural key as one text: its parts joined by slashes, with those inside a part escaped.
func fingerprint(_ parts: [String]) -> String {
    parts.map { part in
        part.replacingScalars { scalar in
            switch scalar {
            case "%": "%25"
            case "/": "%2F"
            default: nil
            }
        }
    }.joined(separator: "/")
}
