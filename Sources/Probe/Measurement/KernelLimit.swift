import Evidence
import LinuxSystem

/// What the sending kernel says kept a transfer from being faster: TCP_INFO, tcp(7).
struct KernelLimit {
    /// Nil where nothing shows that held it back.
    let limit: Goodput.Limit?
    let why: String
    var windowBytes: Int?

    /// From this share on, something is what limits.
    private static let most = 0.5

    /// Judges a transfer of `mbps`; nil when the kernel did not tell.
    init?(
        _ outcome: TransferRun.Outcome, mbps: Double, meanMbps: Double, idleMs: Double?, lossRate: Double,
        lossCeilingMbps: Double?, isSteady: Bool
    ) {
        // A cap leaves the sender so idle that its kernel counts no time of work.
        if let cap = outcome.maxRateMbps, meanMbps > 0.9 * cap {
            (limit, why) = (.sender, "it was asked to send no more than \(Self.text(cap)) Mbit/s")
            return
        }
        let senders = outcome.streams.compactMap(\.sender)
        let busy = Self.rise(of: \.busyMicroseconds, senders)
        guard senders.count == outcome.streams.count, busy > 0 else { return nil }
        let ofBuffer = Self.rise(of: \.bufferLimitedMicroseconds, senders) / busy
        let ofWindow = Self.rise(of: \.windowLimitedMicroseconds, senders) / busy
        let socket = outcome.direction == .forward ? outcome.near : outcome.far
        let peer = outcome.direction == .forward ? outcome.far : outcome.near
        let windows = Windows(senders, mbps: mbps, sendBuffer: socket?.sendBufferBytes)
        let flight = windows.flight * senders.count
        let each = Self.size(windows.flight) + (senders.count > 1 ? " in flight on each stream" : " in flight")
        // What fills a path queues before its bottleneck, and the round trip grows; a window that is too small lets it idle.
        let isHeldUp = idleMs.map { windows.roundTripMs < 1.5 * $0 } ?? false
        if isHeldUp, ofWindow >= Self.most || windows.fillsPeerWindow {
            limit = .window
            why =
                "\(each) filled the window that the receiver offered, with a receive buffer of "
                + Self.size(peer?.receiveBufferBytes)
            windowBytes = flight
        } else if isHeldUp, ofBuffer >= Self.most || windows.fillsSendBuffer {
            limit = .window
            why =
                "\(each) filled the sender's buffer of \(Self.size(socket?.sendBufferBytes)), though the "
                + "path took all that was sent"
            windowBytes = flight
        } else if let busy = Self.processor(outcome) {
            // One stream is served by one processor at either end, which more streams relieve.
            limit = .sender
            why = busy
        } else if let ceiling = lossCeilingMbps, lossRate > 1e-5, !isSteady, ceiling < 1.5 * mbps, mbps < 4 * ceiling {
            // A path that is full drops too, but its rate stays level.
            limit = .loss
            why =
                "one in \(Int((1 / lossRate).rounded())) segments was sent again, which holds loss-based TCP to about "
                + "\(Self.text(ceiling)) Mbit/s"
        } else if isHeldUp, senders.allSatisfy({ $0.afterwards?.retransmits == 0 }) {
            limit = nil
            why =
                "nothing shows that held it back: no queue, no loss, no full window; it was still speeding up, or an end could "
                + "send no faster; a longer --duration tells"
        } else {
            limit = .path
            why = "the sender always had more to send, and neither windows nor losses held it back"
        }
    }

    /// Which end's processor had no time left, if one had none.
    private static func processor(_ outcome: TransferRun.Outcome) -> String? {
        let sending = outcome.streams.compactMap(\.sender?.busyShare).max() ?? 0
        let receiving = outcome.streams.compactMap(\.receiver?.busyShare).max() ?? 0
        guard max(sending, receiving) > 0.85 else { return nil }
        let end = sending >= receiving ? "sending" : "receiving"
        return
            "the processor of the \(end) machine was busy for \(Int(min(1, max(sending, receiving)) * 100)) % of the time"
    }

    /// How far a counter rose in the second half of the time, where slow start no longer counts.
    private static func rise(of counter: KeyPath<TCPInformation, UInt64>, _ senders: [StreamSender.Outcome]) -> Double {
        senders.reduce(0) { sum, sender in
            let first = sender.halfway?[keyPath: counter] ?? 0
            let last = sender.atEnd?[keyPath: counter] ?? first
            return sum + Double(last > first ? last - first : 0)
        }
    }

    private static func size(_ bytes: Int?) -> String {
        guard let bytes else { return "unknown size" }
        return bytes < 1 << 20 ? "\(text(Double(bytes) / 1_024)) KiB" : "\(text(Double(bytes) / 1_048_576)) MiB"
    }

    /// A number with at most one decimal.
    private static func text(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return Int(exactly: tenths).map { "\($0)" } ?? "\(tenths)"
    }
}

/// What a connection has in flight, on the mean, beside what its windows allow: rate times round trip (Little's law).
private struct Windows {
    /// Bytes in flight of one stream.
    let flight: Int
    let roundTripMs: Double
    let fillsPeerWindow: Bool
    let fillsSendBuffer: Bool

    init(_ senders: [StreamSender.Outcome], mbps: Double, sendBuffer: Int?) {
        let looks = senders.compactMap(\.atEnd)
        let count = Double(max(1, looks.count))
        let microseconds = looks.reduce(0) { $0 + Double($1.smoothedRoundTripMicroseconds) } / count
        let most = mbps / 8 * microseconds / count
        flight = Int(min(most.isFinite ? most : 0, 1e15))
        roundTripMs = microseconds / 1_000
        fillsPeerWindow = looks.contains { $0.peerWindow > 0 && most >= 0.8 * Double($0.peerWindow) }
        // The buffer counts the kernel's own book-keeping too, up to as much again.
        let isFull = sendBuffer.map { most * 2 >= Double($0) } ?? false
        let hasRoom = looks.allSatisfy {
            $0.retransmits == 0 || Double($0.congestionWindow) * Double($0.segmentSize) > 1.1 * most
        }
        fillsSendBuffer = isFull && hasRoom
    }
}
