/// A sample of a round trip, as the frame that ended it tells.
public struct RoundTripSample: Sendable, Equatable {
    /// How it was taken.
    public enum Kind: String, Sendable, CaseIterable {
        /// From a SYN to the acknowledgement of it, in either direction.
        case handshake
        /// From the first SYN to the acknowledgement that completes the handshake.
        case initial
        /// From data to its acknowledgement.
        case ack
        /// From a TCP timestamp to its echo: RFC 7323.
        case timestamp
    }

    /// The number of the frame that ended it, from 1.
    public var frame: Int

    /// The number of the connection, from 0 in the order of first frames.
    public var flow: Int

    /// How it was taken.
    public var kind: Kind

    /// How long it took.
    public var nanoseconds: Int64

    /// Whether it may belong to repeated data (Karn 1987), which keeps it out of distributions.
    public var isAmbiguous: Bool
}

/// Takes the samples of round trips in the order of the frames that ended them.
public protocol RoundTripSink: AnyObject {
    /// Takes one sample.
    func add(_ sample: RoundTripSample)
}
