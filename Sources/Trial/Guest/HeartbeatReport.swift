/// What a heartbeat client heard.
struct HeartbeatReport: Codable, Sendable, Equatable {
    /// What came from one place where the guest ran.
    struct Generation: Codable, Sendable, Equatable {
        /// Its number.
        var generation: UInt32
        /// The counters of the first and the last heartbeat that came from there.
        var first: UInt64
        var last: UInt64
        /// When they came, in nanoseconds of the client's monotonic clock.
        var firstArrival: Int64
        var lastArrival: Int64
    }

    /// Heartbeats that came.
    var received = 0

    /// Counters that never came.
    var lost = 0

    /// Heartbeats whose counter had come before.
    var repeated = 0

    /// Datagrams that are no heartbeats of this guest.
    var foreign = 0

    /// The longest time between two, in nanoseconds; nil before the second.
    var longestSilence: Int64?

    /// When the longest silence ended.
    var longestSilenceEnd: Int64?

    /// Where they came from.
    var generations: [Generation] = []

    /// Whether a counter came from where the guest had been while it ran elsewhere already, or elsewhere once more: two copies ran.
    var twoCopiesRan = false
}
