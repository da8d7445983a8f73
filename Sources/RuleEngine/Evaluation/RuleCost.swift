/// What a rule's evaluation took, and of what size its work was.
public struct RuleCost: Sendable {
    /// The rule.
    public let rule: Rule

    /// Seconds of processor time.
    public internal(set) var seconds = 0.0

    /// Rows that it judged.
    public internal(set) var subjects = 0

    /// Findings, unknown ones among them.
    public internal(set) var findings = 0
}
