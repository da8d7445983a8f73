import Agent
import LinuxSystem

/// Opens a port for the streams of migrations to a host, at each of its addresses.
struct OpenDoor: AgentCall {
    typealias Reply = Done
    static let name = "trial.open"
    var places: [Place]
    var port: UInt16
    var token: Token

    /// An address, and the interface that it is pinned to.
    struct Place: Codable, Sendable, Equatable {
        var address: String
        var interface: String?
        var bufferBytes: Int?
    }
}

/// Has a host time the ways to another's port, each by a connection that comes to nothing.
struct TimeRoutes: AgentCall {
    struct Reply: AgentMessage {
        /// The least round trip of each way.
        var seconds: [Double]

        func validate() throws(AgentError) {
            try within(0...1_024, ["seconds": seconds.count])
            for second in seconds { try within(0...1e4, ["seconds": second]) }
        }
    }
    static let name = "trial.time"
    var routes: [SendGuest.Route]
    var port: UInt16
    var token: Token
    var congestionControl: String?
}

/// Closes the port, and tells who was not let in.
struct CloseDoor: AgentCall {
    typealias Reply = DataListener.Refusals
    static let name = "trial.close"
}

/// One stream: its number, and the pair of addresses that it belongs to.
struct StreamNumber: Codable, Sendable, Equatable {
    var number: UInt32
    var pair: Int
}

/// Has a host receive a guest.
struct ReceiveGuest: AgentCall {
    typealias Reply = ReceiveOutcome
    typealias Event = ReceiveNews
    static let name = "trial.receive"
    var guest: Int
    var migration: MigrationSettings
    var streams: [StreamNumber]
    /// What the frames' checks are keyed with.
    var key: UInt64
    var heartbeat: HeartbeatSettings?
    /// The directory of the backup file and the lock, and the migration's identity in there; for Quick Resume alone.
    var backupDirectory: String?
    var identity: MigrationIdentity
}

/// Has a host send a guest away.
struct SendGuest: AgentCall {
    typealias Reply = SendOutcome
    typealias Event = SendNews
    static let name = "trial.send"
    var guest: Int
    var migration: MigrationSettings
    var routes: [Route]
    var port: UInt16
    var token: Token
    var key: UInt64
    var congestionControl: String?
    var delay: AddedDelay?
    var calibrates: Bool
    var backupDirectory: String?
    var identity: MigrationIdentity

    /// The way of some streams.
    struct Route: Codable, Sendable {
        var pair: Int
        var near: String
        var nearInterface: String?
        var far: String
        var streams: [UInt32]
        var bufferBytes: Int?
    }
}

/// Tells an end what the arbiter has decided.
struct TellDecision: AgentCall {
    typealias Reply = Done
    static let name = "trial.decide"
    var guest: Int
    /// The migration's name: one that comes late does not reach the guest's next.
    var migration: String
    var decision: SwitchoverDecision
}

/// Has an end break the migration off; where it can no longer be, nothing happens.
struct CancelMigration: AgentCall {
    typealias Reply = Done
    static let name = "trial.cancel"
    var guest: Int
    var migration: String
}

/// Has an end take away what a migration that is over has in the directory that both see.
struct CleanUp: AgentCall {
    typealias Reply = Done
    static let name = "trial.clean"
    var backupDirectory: String
    var identity: MigrationIdentity

    /// Does so, or leaves it to a file server that will answer some day.
    func answer() {
        SharedDirectory.attempt { SharedDirectory(backupDirectory).removeAll(of: identity) }
    }
}

extension PrepareGuest {
    func validate() throws(AgentError) {
        try settings.validate()
        guard (0..<TrialHost.mostGuests).contains(guest) else { throw AgentError("guest is \(guest)") }
    }
}

extension ReceiveGuest {
    func validate() throws(AgentError) {
        try migration.validate()
        try identity.validate()
        try heartbeat?.validate()
        guard (1...256).contains(streams.count), streams.allSatisfy({ (0..<1_024).contains($0.pair) }) else {
            throw AgentError("\(streams.count) streams are announced")
        }
    }
}

extension SendGuest {
    /// What takes away what is in the directory that both ends see, where they use one.
    var cleanUp: CleanUp? {
        guard usesLock, let backupDirectory else { return nil }
        return CleanUp(backupDirectory: backupDirectory, identity: identity)
    }

    /// Whether a lock in the backup directory decides, rather than the controller.
    var usesLock: Bool { migration.mode == .quickResume && backupDirectory != nil }

    func validate() throws(AgentError) {
        try migration.validate()
        try identity.validate()
        try delay?.validate()
        let count = routes.reduce(0) { $0 + min($1.streams.count, 1_024) }
        guard (1...256).contains(count), routes.allSatisfy({ (0..<1_024).contains($0.pair) }) else {
            throw AgentError("\(count) streams are asked for")
        }
    }
}
