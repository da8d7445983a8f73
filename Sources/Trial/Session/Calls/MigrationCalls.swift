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
            for second in seconds { try within(Bounds.roundTrip, ["seconds": second]) }
        }
    }
    static let name = "trial.time"
    var routes: [SendGuest.Route]
    var port: UInt16
    var token: Token
    var congestionControl: String?

    func validate() throws(AgentError) { try within(0...1_024, ["the number of ways": routes.count]) }
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
struct ReceiveGuest: MigrationCall {
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

    var pairOfStreams: [Int] { streams.map(\.pair) }

    func validate() throws(AgentError) {
        try validateMigration()
        try heartbeat?.validate()
    }
}

/// Has a host send a guest away.
struct SendGuest: MigrationCall {
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

    var pairOfStreams: [Int] { routes.flatMap { route in route.streams.map { _ in route.pair } } }

    /// What takes away what is in the directory that both ends see, where they meet in one.
    var cleanUp: CleanUp? { meetingPlace.map { CleanUp(backupDirectory: $0, identity: identity) } }

    func validate() throws(AgentError) {
        try validateMigration()
        try delay?.validate()
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

    func validate() throws(AgentError) { try identity.validate() }

    /// Does so, or leaves it to a file server that will answer some day.
    func answer() {
        SharedDirectory.attempt { SharedDirectory(backupDirectory).removeAll(of: identity) }
    }
}
