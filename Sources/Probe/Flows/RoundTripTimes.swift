public import Evidence

/// Round trips of one direction, by method; ambiguous samples are not among them.
public struct RoundTripTimes: Sendable {
    /// From a SYN or SYN/ACK to its acknowledgement.
    public var handshake = RoundTripSamples()
    /// From data to its acknowledgement.
    public var ack = RoundTripSamples()
    /// From a TCP timestamp to its echo.
    public var timestamp = RoundTripSamples()

    /// No samples.
    public init() {}

    /// Adds the samples of another direction or connection.
    public mutating func merge(_ other: RoundTripTimes) {
        handshake.merge(other.handshake)
        ack.merge(other.ack)
        timestamp.merge(other.timestamp)
    }

    /// The distributions, in milliseconds.
    public var evidence: Path.RoundTrips {
        var trips = Path.RoundTrips()
        trips.handshake = handshake.distribution()
        trips.ack = ack.distribution()
        trips.timestamp = timestamp.distribution()
        return trips
    }
}
