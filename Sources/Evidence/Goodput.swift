/// The bandwidth that data got through, without headers and repetitions.
public struct Goodput: Codable, Sendable, Equatable {
    /// Which way the data went.
    public enum Direction: String, Codable, Sendable {
        /// From the path's `from` to its `to`.
        case forward
        /// The other way.
        case reverse
    }

    /// What keeps a transfer from being faster.
    public enum Limit: String, Codable, Sendable {
        /// The path's own capacity.
        case path
        /// The window or the socket buffers of an end, smaller than bandwidth times delay.
        case window
        /// Packet loss.
        case loss
        /// The sender had no more to send, or a cap was asked for.
        case sender
    }

    /// Which way the data went.
    public var direction: Direction

    /// How many connections carried it at once.
    public var streams: Int

    /// Once it ran steadily, in 10^6 bit/s.
    public var mbps: Double

    /// Over the whole transfer, slow start included, in 10^6 bit/s.
    public var meanMbps: Double?

    /// How long the transfer took.
    public var seconds: Double

    /// Bytes of payload that the receiving socket read.
    public var bytes: Int

    /// Bytes of payload that the capture shows as acknowledged, each counted once.
    public var capturedBytes: Int?

    /// Segments sent again: as the sending kernel counted, or the capture shows.
    public var retransmits: Int?

    /// Share of the segments sent again once it ran steadily, 0 to 1.
    public var lossRate: Double?

    /// Megabits per second over time, each at the end of its interval.
    public var series: [Point] = []

    /// What limited it.
    public var limitedBy: Limit?

    /// Why that is concluded, as a sentence without a full stop.
    public var limitedWhy: String?

    /// The window that limited it, in bytes.
    public var windowBytes: Int?

    /// The most that loss-based TCP gets through at this loss and round trip (Mathis 1997), in 10^6 bit/s.
    public var lossCeilingMbps: Double?

    /// The cap that was asked for.
    public var maxRateMbps: Double?

    /// The adapters and addresses that carried it, where there is more than one pair.
    public var pairs: [Pair]?

    /// A transfer.
    public init(direction: Direction, streams: Int, mbps: Double, seconds: Double, bytes: Int) {
        self.direction = direction
        self.streams = streams
        self.mbps = mbps
        self.seconds = seconds
        self.bytes = bytes
    }

    /// What one pair of addresses carried.
    public struct Pair: Codable, Sendable, Equatable {
        /// The name of the sending end.
        public var from: String
        /// The name of the receiving end.
        public var to: String
        /// Its share, in 10^6 bit/s.
        public var mbps: Double

        /// A pair and its share.
        public init(from: String, to: String, mbps: Double) {
            self.from = from
            self.to = to
            self.mbps = mbps
        }
    }
}

/// A value at a time: `[seconds since the start, value]`.
public struct Point: Codable, Sendable, Equatable {
    /// Seconds since the start.
    public var seconds: Double

    /// The value.
    public var value: Double

    /// A value at a time.
    public init(seconds: Double, value: Double) {
        self.seconds = seconds
        self.value = value
    }

    /// Reads the two numbers.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        seconds = try container.decode(Double.self)
        value = try container.decode(Double.self)
    }

    /// Writes the two numbers.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(seconds)
        try container.encode(value)
    }
}
