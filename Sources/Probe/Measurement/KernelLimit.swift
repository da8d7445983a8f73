import Evidence
import LinuxSystem

/// What the sending kernel says kept a transfer from being faster: TCP_INFO, tcp(7).
struct KernelLimit {
    let limit: Goodput.Limit
    let why: String
    var windowBytes: Int?

    /// Shares of the time that the sender was busy.
    private let ofBuffer: Double
    private let ofWindow: Double

    /// From this share on, something is what limits.
    private static let most = 0.5

    /// Judges a transfer of `mbps`; nil when the kernel did not tell.
    init?(
        _ outcome: TransferRun.Outcome, mbps: Double, meanMbps: Double, flight: Int, idleMs: Double?, lossRate: Double,
        lossCeilingMbps: Double?, isSteady: Bool
    ) {
        let senders = outcome.streams.compactMap(\.sender?.atEnd)
        let busy = senders.reduce(0) { $0 + Double($1.busyMicroseconds) }
        guard senders.count == outcome.streams.count, busy > 0 else { return nil }
        ofBuffer = senders.reduce(0) { $0 + Double($1.bufferLimitedMicroseconds) } / busy
        ofWindow = senders.reduce(0) { $0 + Double($1.windowLimitedMicroseconds) } / busy
        // What is in flight cannot hold a path up that would carry it many times over in a round trip: there, it only waits.
        let byFlight = idleMs.map { Double(flight) * 8 / ($0 / 1_000) / 1e6 } ?? 0
        let isHeldUp = byFlight < 2 * mbps
        let socket = outcome.direction == .forward ? outcome.near : outcome.far
        let peer = outcome.direction == .forward ? outcome.far : outcome.near
        if let cap = outcome.maxRateMbps, meanMbps > 0.9 * cap {
            (limit, why) = (.sender, "it was asked to send no more than \(Self.text(cap)) Mbit/s")
        } else if ofBuffer >= Self.most, ofBuffer >= ofWindow, isHeldUp {
            limit = .window
            why =
                "for \(Self.percent(ofBuffer)) of the time the sender waited for room in its send buffer"
                + Self.size(socket?.sendBufferBytes)
                + "; raise net.ipv4.tcp_wmem there, or use more streams"
            windowBytes = flight
        } else if ofWindow >= Self.most, isHeldUp {
            limit = .window
            why =
                "for \(Self.percent(ofWindow)) of the time the receiver offered no larger window"
                + Self.size(peer?.receiveBufferBytes)
                + "; raise net.ipv4.tcp_rmem there, or use more streams"
            windowBytes = flight
        } else if let ceiling = lossCeilingMbps, lossRate > 1e-5, !isSteady, ceiling < 3 * mbps {
            // A path that is full drops too, but its rate stays level.
            limit = .loss
            why =
                "one in \(Int((1 / lossRate).rounded())) segments was sent again, which holds loss-based TCP to about "
                + "\(Self.text(ceiling)) Mbit/s"
        } else {
            limit = .path
            why = "the sender always had more to send, and neither windows nor losses held it back"
        }
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    private static func size(_ bytes: Int?) -> String {
        bytes.map { " (\(text(Double($0) / 1_048_576)) MiB)" } ?? ""
    }

    /// A number with at most one decimal.
    private static func text(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
    }
}
