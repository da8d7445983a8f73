public import LinuxSystem

/// How far the far end's clock is ahead of this one: the exchange that took least time knows best (RFC 5905, clock filter).
public struct ClockOffset: Sendable {
    /// Nanoseconds that it is ahead.
    public var nanoseconds: Int64
    /// Half of what the exchange took: the time was told somewhere within.
    public var error: Int64

    private static let exchanges = 8

    /// Asks the far end a few times.
    public init(_ farEnd: FarEnd, cancellation: Cancellation) throws(AgentError) {
        var best: ClockOffset?
        for _ in 0..<Self.exchanges {
            let before = (RealtimeClock.now, MonotonicClock.now)
            let far = try farEnd.call(TellTime(), cancellation: cancellation).nanoseconds
            let half = (MonotonicClock.now - before.1) / 2
            let offset = ClockOffset(nanoseconds: far &- before.0 &- half, error: half + 1)
            if offset.error < best?.error ?? .max { best = offset }
        }
        guard let best else { throw AgentError("the far end told no time") }
        self = best
    }

    private init(nanoseconds: Int64, error: Int64) {
        self.nanoseconds = nanoseconds
        self.error = error
    }
}
