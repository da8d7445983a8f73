public import Agent

/// A trial migration, or several: what is moved, over which addresses, how, and how often.
public struct TrialPlan: Sendable {
    /// The command that leads to the far host, such as `ssh root@host-b`.
    public var via: String

    /// The program's path there, where it is not on the usual ones.
    public var agentPath: String?

    /// The program's path on this machine, where it is not the one that runs.
    public var nearAgentPath: String?

    /// The pairs of addresses that carry the memory, all at once.
    public var pairs: [AddressPair]

    /// The guest that is moved; one of several that move at once has a seed of its own.
    public var guest: GuestSettings

    /// How it is moved.
    public var migration = MigrationSettings()

    /// How many connections each pair carries.
    public var streams = 1

    /// The TCP port of the data connections.
    public var port: UInt16 = 8000

    /// The congestion control of the data connections; cubic, loss-based as ESXi's, where nil and there is one.
    public var congestionControl: String?

    /// The directory that both hosts see, by the same path, for Quick Resume's backup file and its lock.
    public var backupDirectory: String?

    /// How many times the guest moves; with `thereAndBack`, how many times there and back.
    public var repeats = 1

    /// Whether each migration is followed by one the other way.
    public var thereAndBack = false

    /// How many guests move at once.
    public var concurrent = 1

    /// A delay that the trial itself adds to the path.
    public var delay: AddedDelay?

    /// Whether the link is measured beforehand, which the prediction rests upon.
    public var calibrates = true

    /// Whether a client outside listens to the guest's heartbeat.
    public var hasHeartbeat = true

    /// The most memory that this host's guests may take, in bytes; what is free, less a reserve, where nil.
    public var maxMemoryBytes: Int?

    /// A plan with the usual settings.
    public init(via: String, pairs: [AddressPair], guest: GuestSettings) {
        self.via = via
        self.pairs = pairs
        self.guest = guest
    }

    /// How many migrations each guest makes.
    public var migrations: Int { repeats * (thereAndBack ? 2 : 1) }
}

/// A delay that is added to a path, and a window that limits what may be under way on it as TCP's would.
public struct AddedDelay: AgentMessage, Equatable {
    /// Seconds that a round trip takes longer.
    public var roundTripSeconds: Double

    /// Bytes that each stream may have under way.
    public var windowBytes: Int?

    /// A delay.
    public init(roundTripSeconds: Double, windowBytes: Int? = nil) {
        self.roundTripSeconds = roundTripSeconds
        self.windowBytes = windowBytes
    }

    /// Throws where a number makes no sense.
    public func validate() throws(AgentError) {
        try within(0...10, ["roundTripSeconds": roundTripSeconds])
        try within(1 << 12...1 << 40, ["windowBytes": windowBytes])
    }
}
