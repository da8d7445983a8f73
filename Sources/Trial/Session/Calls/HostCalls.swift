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
        try atMost(
            Bounds.name, bytesIn: [limit, tracker, trackerReason, trackerObstacle, directoryObstacle, boot])
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

    func validate() throws(AgentError) {
        try settings.validate()
        try within(0...TrialHost.mostGuests - 1, ["guest": guest])
    }
}

/// Has a host write what a guest's memory holds at first, and start it.
struct BootGuest: AgentCall {
    typealias Reply = Done
    typealias Event = ShareDone
    static let name = "trial.boot"
    var guest: Int
    var heartbeat: HeartbeatSettings?

    func validate() throws(AgentError) { try heartbeat?.validate() }
}

/// Has a host look at every page of a guest that it runs.
struct VerifyGuest: AgentCall {
    typealias Reply = GuestVerification
    typealias Event = ShareDone
    static let name = "trial.verify"
    var guest: Int
    /// Since it was filled, at most.
    var seconds: Double

    func validate() throws(AgentError) { try within(0...1e9, ["seconds": seconds]) }
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
        try within(Bounds.pages, ["pages": pages])
        try within(0...pages, ["damagedPages": damagedPages])
        try within(Bounds.seconds, ["seconds": seconds])
        try within(0...64, ["damages": damages.count])
        try atMost(Bounds.name, bytesIn: damages.map(\.what))
    }
}
