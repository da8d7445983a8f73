import LinuxSystem

/// What becomes of a switchover; decided once.
enum SwitchoverDecision: String, Codable, Sendable, CaseIterable {
    /// The guest runs at the destination.
    case committed
    /// The guest goes on at the source.
    case aborted
}

/// An arbiter that is a file in a directory that both hosts see: who creates it first decides.
struct CommitLock: Sendable {
    /// The file, which holds the decision.
    let path: String

    /// The arbiter of a migration.
    init(directory: String, identity: MigrationIdentity) {
        path = "\(directory)/vmotion-preflight-\(identity.name).decision"
    }

    /// Asks for `wish`, and returns what holds from now on for both ends.
    ///
    /// - Throws: when it cannot be told what holds: who asked must stay paused, and may ask again.
    func decide(_ wish: SwitchoverDecision, within seconds: Double) throws(SharedDirectoryError) -> SwitchoverDecision {
        fatalError("\(wish) \(seconds)")
    }

    /// What was decided; nil as long as nothing is.
    func decision(within seconds: Double) throws(SharedDirectoryError) -> SwitchoverDecision? {
        fatalError("\(seconds)")
    }

    /// Takes the file away, once both ends know what was decided.
    func remove() {}
}
