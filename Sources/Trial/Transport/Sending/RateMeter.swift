/// What a stream carries a second while it has something to carry, by what is acknowledged.
struct RateMeter: Sendable, Equatable {
    /// The time over which a rate is taken, and the bytes that it takes at least.
    private static let window: Int64 = 25_000_000
    private static let least = 512 << 10

    private var start: Int64 = 0
    private var bytes = 0

    /// The rate, to which each new one counts for half; nil until there is one.
    private(set) var bytesPerSecond: Double?

    /// Begins again, as nothing was under way.
    mutating func restart(at now: Int64) { (start, bytes) = (now, 0) }

    /// Adds what was acknowledged.
    mutating func add(_ count: Int, at now: Int64) {
        bytes += count
        guard now - start >= Self.window, bytes >= Self.least else { return }
        let rate = Double(bytes) * 1e9 / Double(now - start)
        bytesPerSecond = bytesPerSecond.map { ($0 + rate) / 2 } ?? rate
        restart(at: now)
    }
}
