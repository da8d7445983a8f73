import Agent

/// Asks a host what it has for guests.
struct DescribeHost: AgentCall {
    typealias Reply = HostFacts
    static let name = "trial.describe"
    var tracker: MigrationSettings.Tracker
    var backupDirectory: String?
}

/// What a host has for guests.
struct HostFacts: AgentMessage {
    /// Bytes that guests may take here, and what sets that limit.
    var mostBytes: Int
    var limit: String
    /// How writes are tracked here, and why not better; or why they cannot be.
    var tracker: String?
    var trackerReason: String?
    var trackerObstacle: String?
    /// Why the backup directory does not serve here, where there is to be one.
    var directoryObstacle: String?
    /// What tells this boot of this machine from all others: two hosts that have it in common share a monotonic clock.
    var boot: String?

    func validate() throws(AgentError) {
        try within(0...1 << 60, ["mostBytes": mostBytes])
        let texts = [limit, tracker, trackerReason, trackerObstacle, directoryObstacle, boot]
        try within(0...1_000, ["the length of a text": texts.compactMap { $0?.utf8.count }.max()])
    }
}

/// How much of something is done, from 0 to 1.
struct ShareDone: AgentMessage {
    var share: Double
    func validate() throws(AgentError) { try within(0...1, ["share": share]) }
}

/// Has a host take the memory of a guest, all of it at once; of one that it has already, nothing but the contents changes later.
struct PrepareGuest: AgentCall {
    typealias Reply = Done
    typealias Event = ShareDone
    static let name = "trial.prepare"
    var guest: Int
    var settings: GuestSettings
}

/// Has a host write what a guest's memory holds at first, and start it.
struct BootGuest: AgentCall {
    typealias Reply = Done
    typealias Event = ShareDone
    static let name = "trial.boot"
    var guest: Int
    var heartbeat: HeartbeatSettings?
}

/// Has a host look at every page of a guest that it runs.
struct VerifyGuest: AgentCall {
    typealias Reply = GuestVerification
    typealias Event = ShareDone
    static let name = "trial.verify"
    var guest: Int
    /// Since it was filled, at most.
    var seconds: Double

    func validate() throws(AgentError) {
        guard (0...1e9).contains(seconds) else { throw AgentError("a guest cannot have lived for \(seconds) s") }
    }
}

/// Ends a guest, and gives its memory back unless another is to come in there.
struct EndGuest: AgentCall {
    typealias Reply = Done
    static let name = "trial.end"
    var guest: Int
    var keepsMemory: Bool
}

/// Has the host's process kill itself, as an accident would; it does not answer.
struct Vanish: AgentCall {
    typealias Reply = Done
    static let name = "trial.vanish"
}

extension GuestVerification: AgentMessage {
    func validate() throws(AgentError) {
        try within(0...1 << 50, ["pages": pages, "damagedPages": damagedPages])
        try within(0...1e6, ["seconds": seconds])
        try within(0...pages, ["damagedPages": damagedPages])
        try within(0...64, ["damages": damages.count])
        try within(0...1_000, ["the length of a text": damages.map(\.what.utf8.count).max()])
    }
}
