/// What a rule says of one subject.
public enum Verdict: String, CaseIterable, Codable, Sendable {
    /// The requirement was checked and is met.
    case pass
    /// The requirement was checked and is not met.
    case fail
    /// A fact that decides it is missing.
    case unknown
    /// The requirement does not concern the subject.
    case notApplicable
    /// It is not met, and someone answers for that.
    case waived
    /// The rule could not be evaluated.
    case error
}

/// How much an unmet requirement matters.
public enum Severity: String, CaseIterable, Codable, Comparable, Sendable {
    /// The migration fails or is not supported.
    case error
    /// It works at a cost or a risk.
    case warning
    /// Worth knowing.
    case info

    /// The graver first.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .info: 2
        }
    }
}
