public import RuleEngine

/// A verdict together with how much a failure matters: what reports count, colour and order by.
public enum Standing: String, Codable, CaseIterable, Comparable, Sendable {
    /// The rule could not be evaluated.
    case broken
    /// A failure by which migrations fail or are not supported.
    case error
    /// A failure by which they work at a cost or a risk.
    case warning
    /// A fact that decides it is missing.
    case unknown
    /// A failure that is worth knowing.
    case info
    /// A failure that someone answers for.
    case waived
    /// The requirement is met.
    case pass
    /// It does not concern the subject.
    case notApplicable

    /// What a verdict amounts to.
    public init(_ verdict: Verdict, _ severity: Severity) {
        self =
            switch verdict {
            case .error: .broken
            case .unknown: .unknown
            case .waived: .waived
            case .pass: .pass
            case .notApplicable: .notApplicable
            case .fail:
                switch severity {
                case .error: .error
                case .warning: .warning
                case .info: .info
                }
            }
    }

    /// The graver first.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    /// Its place among all, written out since verdicts are compared by the million.
    var rank: Int {
        switch self {
        case .broken: 0
        case .error: 1
        case .warning: 2
        case .unknown: 3
        case .info: 4
        case .waived: 5
        case .pass: 6
        case .notApplicable: 7
        }
    }

    /// A word for it, as in "3 warnings".
    public var word: String {
        switch self {
        case .broken: "rule failed"
        case .notApplicable: "not applicable"
        default: rawValue
        }
    }

    /// A sign for it, so that colour is not all that tells.
    public var sign: String {
        switch self {
        case .broken: "‼"
        case .error: "×"
        case .warning: "!"
        case .unknown: "?"
        case .info: "i"
        case .waived: "~"
        case .pass: "✓"
        case .notApplicable: "–"
        }
    }
}

extension Judgement {
    /// What it amounts to.
    public var standing: Standing { Standing(verdict, severity) }
}
