/// How far a trial is.
public struct TrialProgress: Sendable, Equatable {
    /// What a migration goes through.
    public enum Phase: String, Codable, Sendable, CaseIterable {
        /// The hosts are started, and the guest's memory is allocated and filled.
        case preparing
        /// The data connections are opened and the link is measured.
        case calibrating
        /// Rounds, while the guest runs at the source.
        case precopy
        /// The guest stands still.
        case switchover
        /// The guest stands still for want of the word where it goes on.
        case deciding
        /// The guest runs at the destination, and the rest of its memory follows (Quick Resume).
        case fetching
        /// The guest goes on at the destination for a moment before it is looked at.
        case running
        /// Every page is looked at.
        case verifying
    }

    /// What the migration goes through.
    public var phase: Phase

    /// Which migration it is, from 1.
    public var migration = 1

    /// How many there are.
    public var migrations = 1

    /// Guests that move at once; the figures are those of the one that is furthest behind.
    public var guests = 1

    /// The share of the phase that is done, where it is known.
    public var share: Double?

    /// The round of pre-copy, from 1.
    public var round: Int?

    /// Pages that are still to be sent, of the round and of those dirtied meanwhile.
    public var pagesLeft: Int?

    /// How fast the guest dirties pages, in bytes a second.
    public var dirtyBytesPerSecond: Double?

    /// How fast pages are sent, in bytes a second.
    public var sendBytesPerSecond: Double?

    /// How much the vCPUs are slowed down now.
    public var slowdownPercent: Double?

    /// How long the migration still takes, about, in seconds.
    public var secondsLeft: Double?

    /// A phase, of which nothing more is known.
    public init(_ phase: Phase) { self.phase = phase }
}
