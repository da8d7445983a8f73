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
