import Evidence
public import LinuxSystem

/// Round trips by opening connections to one port again and again, for paths that let no ICMP through.
public struct HandshakeSeries: Sendable, Equatable {
    /// Connections that were tried.
    public private(set) var tried = 0

    /// Those that were not accepted.
    public private(set) var unanswered = 0

    /// From each SYN to its SYN/ACK, in nanoseconds.
    public private(set) var roundTrips: [Int64] = []

    /// The ports that those were tried from which were answered.
    private(set) var localPorts: Set<UInt16> = []

    /// Measures.
    ///
    /// - Parameters:
    ///   - port: A port that is open.
    ///   - ends: Between which addresses.
    ///   - count: How many connections.
    ///   - interval: From one to the next, in nanoseconds; gentle to a service that keeps a log.
    ///   - cancellation: Ends it early; what was measured until then is returned.
    ///   - progress: Is told how many of all were tried.
    /// - Returns: what was measured.
    /// - Throws: where no socket can be opened from the near address.
    public static func measure(
        port: UInt16, _ ends: PathEnds, count: Int, interval: Int64 = 50_000_000, unless cancellation: Cancellation,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws(MeasurementError) -> HandshakeSeries {
        var series = HandshakeSeries()
        var next = MonotonicClock.now
        // One that does not count: it resolves addresses.
        _ = try PortCheck.check(port, ends, unless: cancellation)
        while series.tried < count, !cancellation.isCancelled {
            let check = try PortCheck.check(port, ends, unless: cancellation)
            if cancellation.isCancelled { break }
            series.tried += 1
            if let roundTrip = check.roundTrip {
                series.roundTrips.append(roundTrip)
                series.localPorts.insert(check.localPort)
            } else if check.state != .open {
                series.unanswered += 1
                // A port that was never answered will not be later.
                if series.unanswered >= 3, series.roundTrips.isEmpty { break }
            }
            progress(series.tried, count)
            next = max(next &+ interval, MonotonicClock.now)
            _ = cancellation.sleep(until: next)
        }
        return series
    }
}
