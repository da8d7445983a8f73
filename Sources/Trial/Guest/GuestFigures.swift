/// What a vCPU did on this host, in nanoseconds of this host's monotonic clock.
struct VCPUFigures: Codable, Sendable, Equatable {
    /// Pages that it wrote to, one a step, since the guest first started, on whatever host.
    var steps: UInt64

    /// How long it has been there, the time that it was stopped included.
    var totalNanoseconds: Int64

    /// How long it stood still with the whole guest.
    var pausedNanoseconds: Int64

    /// How long it stood still because it was slowed down.
    var slowedNanoseconds: Int64

    /// How often it was stopped in order to be slowed down.
    var stops: Int

    /// The longest of these stops.
    var longestStopNanoseconds: Int64
}

/// How far a guest has come, as its memory has it: the same at the source that was paused and at the destination that is to go on.
struct GuestState: Codable, Sendable, Equatable {
    /// Steps that each vCPU has done.
    var steps: [UInt64]

    /// The counter of the heartbeat.
    var heartbeats: UInt64
}

/// What a look at every page of a guest found.
struct GuestVerification: Codable, Sendable, Equatable {
    /// A page that does not hold what it must.
    struct Damage: Codable, Sendable, Equatable {
        /// What is wrong with it.
        enum Kind: String, Codable, Sendable {
            /// It is as it was some writes before.
            case stale
            /// It is ahead of the counters.
            case ahead
            /// It is another page.
            case misplaced
            /// It is zero.
            case zero
            /// Some of its words are wrong.
            case corrupt
        }

        /// Number of the page.
        var page: Int

        /// What is wrong with it.
        var kind: Kind

        /// A sentence that says more, without a full stop.
        var what: String
    }

    /// How far the guest had come.
    var state: GuestState

    /// How many pages were looked at: all.
    var pages: Int

    /// How many of them do not hold what they must.
    var damagedPages: Int

    /// The first of these.
    var damages: [Damage]

    /// How long it took.
    var seconds: Double

    /// Whether every page holds what it must.
    var isSound: Bool { damagedPages == 0 }
}
