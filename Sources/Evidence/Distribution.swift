/// How a figure was distributed over its samples.
public struct Distribution: Codable, Sendable, Equatable {
    /// How many samples.
    public var count: Int

    /// The least.
    public var min: Double

    /// The median; percentiles are by nearest rank.
    public var p50: Double

    /// The 90th percentile.
    public var p90: Double

    /// The 99th percentile.
    public var p99: Double

    /// The most.
    public var max: Double

    /// How many samples were at most `upTo` and above the bin before, rising.
    public var histogram: [Bin] = []

    /// A distribution.
    public init(count: Int, min: Double, p50: Double, p90: Double, p99: Double, max: Double) {
        self.count = count
        self.min = min
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
        self.max = max
    }

    /// One bin of a histogram: `[upTo, count]`.
    public struct Bin: Codable, Sendable, Equatable {
        /// Its greatest value.
        public var upTo: Double
        /// How many samples.
        public var count: Int

        /// A bin.
        public init(upTo: Double, count: Int) {
            self.upTo = upTo
            self.count = count
        }

        /// Reads the two numbers.
        public init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            upTo = try container.decode(Double.self)
            count = try container.decode(Int.self)
        }

        /// Writes the two numbers.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(upTo)
            try container.encode(count)
        }
    }
}
