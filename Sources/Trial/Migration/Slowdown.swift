import LinuxSystem

/// Slows a guest down so that it writes no faster than it may: SDPS, by what is measured alone.
struct Slowdown {
    private let guest: Guest
    private let longestPause: Double

    /// The most that the guest may write a second; nil while it is not hindered.
    private(set) var mostBytesPerSecond: Double?

    /// The share of the time for which the vCPUs stand still.
    private(set) var share = 0.0

    /// Since when it is engaged.
    private(set) var engagedAt: Int64?

    /// A guest is never stopped for good.
    private static let mostShare = 0.99

    /// A guest that is not hindered, whose vCPUs may stand still for `longestPause` seconds at a time.
    init(_ guest: Guest, longestPause: Double) {
        self.guest = guest
        self.longestPause = longestPause
    }

    /// How fast the guest would write unhindered, where it writes `bytesPerSecond` now.
    func unhindered(_ bytesPerSecond: Double) -> Double { bytesPerSecond / (1 - share) }

    /// Lets the guest write at most so much a second, of which it would write `unhindered`.
    mutating func limit(to most: Double?, unhindered: Double) throws {
        mostBytesPerSecond = most
        guard let most, unhindered > most else { return try set(0) }
        if engagedAt == nil { engagedAt = MonotonicClock.now }
        try set(1 - most / unhindered)
    }

    /// Tightens the share where the guest was seen to write more than it may.
    ///
    /// Where it writes less it may be that it writes to the same pages again: the next round tells.
    mutating func correct(seen bytesPerSecond: Double) throws {
        guard let most = mostBytesPerSecond, share > 0, bytesPerSecond > 1.25 * most else { return }
        try set(1 - (1 - share) * most / bytesPerSecond)
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
