import LinuxSystem

/// Slows a guest down so that it writes no faster than it may, and hardly slower: SDPS, by what is measured alone.
struct Slowdown {
    private let guest: Guest
    private let longestPause: Double

    /// The most that the guest may write a second; nil while it is not hindered.
    private(set) var mostBytesPerSecond: Double?

    /// The share of the time for which the vCPUs stand still.
    private(set) var share = 0.0

    /// Since when it is engaged.
    private(set) var engagedAt: Int64?

    /// What the guest writes a second while it runs between its stops, and what that was taken to be when the round began.
    private var unhindered: Double?
    private var taken = (bytesPerSecond: 0.0, seconds: 0.0)

    /// A guest is never stopped for good.
    private static let mostShare = 0.99

    /// What was taken for true counts for as much as what is seen in so many seconds.
    private static let memory = 0.15

    /// What was written too much is made up for within so many seconds.
    private static let horizon = 0.2

    /// A guest that is not hindered, whose vCPUs may stand still for `longestPause` seconds at a time.
    init(_ guest: Guest, longestPause: Double) {
        self.guest = guest
        self.longestPause = longestPause
    }

    /// Begins a round in which the guest may write so much a second; while nothing else is known it is taken to write `unhindered` a
    /// second while it runs.
    mutating func limit(to most: Double?, unhindered first: Double) throws {
        mostBytesPerSecond = most
        guard let most else { return try set(0) }
        engagedAt = engagedAt ?? MonotonicClock.now
        let known = unhindered ?? first
        unhindered = known
        try set(1 - most / max(known, 1))
        taken = (known, Self.memory * (1 - share))
    }

    /// Sets the share by what was written in the first `seconds` of a round, of which the guest ran for `ran`.
    ///
    /// Between stops it does not write as it does without any. What it wrote too little is not made up for, since later in a round it
    /// may only write to the same pages again.
    mutating func correct(written bytes: Double, ran: Double, seconds: Double) throws {
        guard let most = mostBytesPerSecond else { return }
        let known = (taken.bytesPerSecond * taken.seconds + bytes) / (taken.seconds + ran)
        unhindered = known
        let allowed = (most * (seconds + Self.horizon) - bytes) / Self.horizon
        try set(1 - min(most, max(most / 4, allowed)) / max(known, 1))
    }

    /// Lets the guest run freely.
    mutating func end() {
        mostBytesPerSecond = nil
        try? set(0)
    }

    private mutating func set(_ wanted: Double) throws {
        share = min(Self.mostShare, max(0, wanted))
        try guest.slowDown(share: share, longestPause: longestPause)
    }
}
