/// How far a probe is.
public struct ProbeProgress: Sendable, Equatable {
    /// What it does, such as "round trips, idle" or "transfer to host-b, 4 streams".
    public var step: String

    /// The rate of the transfer under way, in 10^6 bit/s.
    public var mbps: Double?

    /// How long everything still takes, about, in seconds.
    public var secondsLeft: Double
}
