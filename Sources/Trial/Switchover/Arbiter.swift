/// Decides once: who asks first has its way, and who asks later learns what was decided.
struct Arbiter: Sendable, Hashable {
    /// What was decided, if anything.
    private(set) var decision: SwitchoverDecision?

    /// Nothing decided yet.
    init() {}

    /// Asks for a decision; the answer is the same for all who ever ask.
    mutating func ask(for wish: SwitchoverDecision) -> SwitchoverDecision {
        if decision == nil { decision = wish }
        return decision ?? wish
    }
}
