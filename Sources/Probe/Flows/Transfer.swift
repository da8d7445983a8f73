/// What several connections carried at once in one direction, such as the streams of a measurement.
///
///     let transfer = Transfer(flows.compactMap { $0.direction(from: local) })
///     transfer.steadyMbps      // after slow start
///     transfer.meanMbps        // from the first data to the last acknowledgement
///
/// The streams must come from one analysis, whose timelines lie alike. To split a transfer by adapter, group the directions by
/// `from.address` and make a transfer of each group.
public struct Transfer: Sendable {
    /// The directions of the connections, one each.
    public let streams: [TCPDirection]

    /// Takes connections together.
    public init(_ streams: [TCPDirection]) { self.streams = streams }

    /// Bytes of payload in the capture, each counted once.
    public var payloadBytes: Int { streams.reduce(0) { $0 + $1.payloadBytes } }

    /// Bytes of payload that were acknowledged, each counted once.
    public var acknowledgedBytes: Int { streams.reduce(0) { $0 + $1.acknowledgedBytes } }

    /// Segments sent again.
    public var retransmits: Int { streams.reduce(0) { $0 + $1.retransmits } }

    /// Share of the payload sent again, 0 to 1.
    public var lossRate: Double {
        let repeated = streams.reduce(0) { $0 + $1.retransmittedBytes }
        let all = payloadBytes + repeated
        return all > 0 ? Double(repeated) / Double(all) : 0
    }

    /// Round trips of all streams.
    public var roundTrips: RoundTripTimes {
        streams.reduce(into: RoundTripTimes()) { $0.merge($1.roundTrips) }
    }

    /// From the first data to the last acknowledgement; 0 when nothing was acknowledged.
    public var seconds: Double {
        guard let first = streams.compactMap(\.firstDataTime).min(),
            let last = streams.compactMap(\.lastAckTime).max(), last > first
        else { return 0 }
        return Double(last - first) / 1e9
    }

    /// Over the whole transfer, slow start included, in 10^6 bit/s; nil when it took no time.
    public var meanMbps: Double? {
        seconds > 0 ? Double(acknowledgedBytes) * 8 / seconds / 1e6 : nil
    }

    /// Whether enough was carried for long enough that bytes by time are a rate: a request and its answer are none, nor is
    /// what went out at once with the first windows.
    public var tellsRate: Bool {
        guard acknowledgedBytes >= Self.leastBytes, seconds > 0 else { return false }
        let trips = roundTrips
        let least = min(trips.handshake.least, trips.ack.least, trips.timestamp.least)
        return least == .max || seconds * 1e9 >= Double(least) * Self.leastRoundTrips
    }

    private static let leastBytes = 64 << 10
    private static let leastRoundTrips = 4.0

    /// Once it ran steadily, in 10^6 bit/s; nil when it was too short for that.
    public var steadyMbps: Double? { SteadyState(self)?.mbps }

    /// Megabits per second over time, each at the end of its interval, in seconds since the capture began; as many as make a
    /// curve, so that hours do not fill the evidence.
    public var series: [(seconds: Double, mbps: Double)] {
        let sums = IntervalSums(streams.map(\.timeline), longest: 600)
        let width = Double(sums.interval) / 1e9
        return sums.bytes.enumerated().map { offset, bytes in
            (Double(sums.first + offset + 1) * width, Double(bytes) * 8 / width / 1e6)
        }
    }
}
