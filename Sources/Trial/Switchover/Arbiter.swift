/// Where the guest runs once the switchover is over.
enum Decision: String, Codable, Sendable {
    /// At the destination.
    case committed
    /// At the source, as before.
    case aborted
}

/// Decides once: who asks first has its way, and who asks later learns what was decided.
struct Arbiter: Sendable, Hashable {
    /// What was decided, if anything.
    private(set) var decision: Decision?

    /// Nothing decided yet.
    init() {}

    /// Asks for a decision; the answer is the same for all who ever ask.
    mutating func ask(for wish: Decision) -> Decision {
        if decision == nil { decision = wish }
        return decision ?? wish
    }
}
