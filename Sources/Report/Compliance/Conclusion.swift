/// What a whole report, a cluster or a pair of sites amounts to.
public enum Conclusion: String, Codable, CaseIterable, Sendable {
    /// A requirement is not met without which migrations fail.
    case notReady
    /// Something that decides it is unknown, or nothing was checked.
    case unknown
    /// Migrations work, at a cost or a risk.
    case readyAtRisk
    /// All that was declared holds, and not all that is to move was measured.
    case readyOnPaper
    /// All holds, as far as it was checked.
    case ready

    /// What verdicts amount to, where something was `measured` or not.
    public init(_ standings: Set<Standing>, measured: Bool) {
        self =
            if !standings.isDisjoint(with: [.broken, .error]) {
                .notReady
            } else if standings.contains(.unknown) || standings.isSubset(of: [.notApplicable]) {
                .unknown
            } else if standings.contains(.warning) {
                .readyAtRisk
            } else {
                measured ? .ready : .readyOnPaper
            }
    }
}
