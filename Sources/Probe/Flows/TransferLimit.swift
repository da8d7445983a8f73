public import Evidence

/// What kept a stream from being faster, with the reason for saying so.
public struct TransferLimit: Sendable, Equatable {
    /// What it was; nil when two things would look alike.
    public var limit: Goodput.Limit?

    /// Why that is concluded, as a sentence without a full stop.
    public var why: String

    /// The window or buffer that limited, in bytes.
    public var windowBytes: Int?

    /// Data beyond which something is said of a stream.
    private static let leastBytes = 256 << 10

    /// Judges one stream; nil when the capture does not tell.
    ///
    /// The capture must be taken on the sender's side of the path: elsewhere it does not show what was on its way.
    public init?(_ stream: TCPDirection) {
        let entries = Self.steadyEntries(of: stream)
        guard stream.acknowledgedBytes >= Self.leastBytes, let flight = entries.map(\.flight).middle, flight > 0,
            let trips = RoundTripRange(stream.roundTrips)
        else { return nil }
        let waiting = trips.hasQueue
        if stream.idleShare > 0.2, Self.isEven(entries) {
            why =
                "the rate stayed the same within a tenth, and nothing was on its way for \(percent(stream.idleShare)) of the time: a "
                + "shaper in front of the capture and a cap of the sender look alike"
        } else if stream.idleShare > 0.2 {
            limit = .sender
            why = "for \(percent(stream.idleShare)) of the time everything was acknowledged and nothing more was sent"
        } else if let window = Self.fullWindow(entries, mss: stream.mss ?? 1_460), !waiting {
            limit = .window
            windowBytes = window
            let scale = stream.peerWindowScale.map { ", scale \($0)" } ?? ""
            why = "the receiver's window of \(window) bytes\(scale) was full, and no data waited on the path"
        } else if Self.isFlat(entries), !waiting, stream.lossShare < 0.0001 {
            limit = .window
            windowBytes = flight
            why =
                "never more than \(flight) bytes were on their way, below the receiver's window and without loss, so the "
                + "sender's buffer was full"
        } else if stream.lossShare >= 0.0001, !waiting {
            limit = .loss
            why =
                "\(stream.retransmits) segments (\(percent(stream.lossShare)) of the data) were sent again, and no data waited on the path"
        } else {
            limit = .path
            why =
                waiting
                ? "data waited on the path: the round trip rose from \(milliseconds(trips.least)) to \(milliseconds(trips.usual)) ms"
                : "neither window, loss nor sender held it back"
        }
    }

    /// The intervals after slow start, or all but the last of a short stream.
    private static func steadyEntries(of stream: TCPDirection) -> [Timeline.Entry] {
        let entries = stream.timeline.entries.filter { $0.segments > 0 }
        guard let steady = SteadyState(Transfer([stream])) else { return entries }
        let ratio = Int(steady.interval / stream.timeline.interval)
        return entries.filter { (steady.first...steady.last).contains($0.index / ratio) }
    }

    /// Whether the rate stayed the same for at least five intervals.
    private static func isEven(_ entries: [Timeline.Entry]) -> Bool {
        let sizes = entries.map(\.bytes).sorted()
        guard sizes.count >= 5 else { return false }
        let (low, high) = (sizes[sizes.count / 10], sizes[sizes.count - 1 - sizes.count / 10])
        return (high - low) * 10 <= high
    }

    /// The receiver's window, if it was full in half of the intervals.
    private static func fullWindow(_ entries: [Timeline.Entry], mss: Int) -> Int? {
        let full = entries.filter { $0.window > 0 && $0.flight + 2 * mss >= $0.window }
        return full.count * 2 >= entries.count ? full.map(\.window).middle : nil
    }

    /// Whether the bytes on their way stayed the same for at least five intervals.
    private static func isFlat(_ entries: [Timeline.Entry]) -> Bool {
        let flights = entries.map(\.flight).sorted()
        guard flights.count >= 5 else { return false }
        let (low, high) = (flights[flights.count / 10], flights[flights.count - 1 - flights.count / 10])
        return (high - low) * 20 <= high
    }
}

private func percent(_ share: Double) -> String {
    let tenths = Int((share * 1_000).rounded())
    return tenths == 0 ? "less than 0.1 %" : "\(tenths / 10).\(tenths % 10) %"
}

private func milliseconds(_ nanoseconds: Int64) -> String {
    let micro = nanoseconds / 1_000
    let fraction = String(1_000 + micro % 1_000).dropFirst()
    return "\(micro / 1_000).\(fraction)"
}

/// The least and the usual round trip of a stream under load.
private struct RoundTripRange {
    let least: Int64
    let usual: Int64

    init?(_ trips: RoundTripTimes) {
        guard let usual = trips.ack.percentile(50) ?? trips.timestamp.percentile(50) else { return nil }
        self.usual = usual
        least = min(trips.handshake.least, trips.ack.least, trips.timestamp.least)
    }

    /// Whether data stood in a queue: half as long again as the path takes, and more than a wake-up of an end takes.
    var hasQueue: Bool { usual - least > least / 2 && usual - least > 500_000 }
}

extension [Int] {
    /// The middle of the values in their order.
    fileprivate var middle: Int? { isEmpty ? nil : sorted()[count / 2] }
}

extension TCPDirection {
    /// Share of the time from the first data to the last acknowledgement in which nothing was on its way, 0 to 1.
    public var idleShare: Double {
        guard let firstDataTime, let lastAckTime, lastAckTime > firstDataTime else { return 0 }
        return min(1, Double(idleTime) / Double(lastAckTime - firstDataTime))
    }

    /// Share of the payload that was sent again, 0 to 1.
    public var lossShare: Double { Transfer([self]).lossRate }
}
