import LinuxSystem

/// The source's side of the streams: sends pages out of the guest's memory, a thread for each stream.
///
/// One caller sends at a time; messages and pushed pages may come from any thread. Whoever makes one closes it.
final class PageSender: Sendable {
    private let lines: SendingLines
    private let pageCount: Int

    /// Starts on streams that are connected; `receive` is given the destination's messages, in order, and must not wait for others.
    init(
        memory: MemoryMapping, streams: [PageStream], settings: TransportSettings,
        receive: @escaping @Sendable (TransportMessage) -> Void
    ) throws {
        lines = try SendingLines(memory: memory, streams: streams, settings: settings, receive: receive)
        pageCount = memory.pageCount
    }

    /// Sends `pages` as one round, and returns when the destination has acknowledged all of it.
    ///
    /// Rounds have ascending numbers from 1. `progress` is told every 20 ms, on the thread that calls.
    /// - Throws: when the last stream has died, or `cancellation` is made; what `progress` throws.
    func send(
        _ pages: PageSet, round: Int, cancellation: Cancellation, progress: (SendProgress) throws -> Void = { _ in }
    ) throws -> SentRound {
        // What is left of a round that was not wanted any more.
        while try lines.wait(nanoseconds: 20_000_000, for: { $0.underWay == 0 ? true : nil }) == nil {
            if cancellation.isCancelled { throw TransportError.interrupted }
        }
        let began = MonotonicClock.now
        lines.ledger.withLock { $0.begin(.round(round, pages)) }
        defer { lines.ledger.withLock { $0.end() } }
        lines.ledger.wakeAll()
        while true {
            let sent = try lines.wait(nanoseconds: 20_000_000) { ledger in
                ledger.pagesLeft > 0
                    ? nil
                    : SentRound(
                        round: round, pages: pages.count, zeroPages: ledger.zeroPages, bytes: ledger.bytesSent,
                        seconds: 0)
            }
            let seconds = Double(MonotonicClock.now - began) / 1e9
            if var sent {
                sent.seconds = seconds
                return sent
            }
            if cancellation.isCancelled { throw TransportError.interrupted }
            try progress(
                lines.ledger.withLock {
                    SendProgress(
                        pagesLeft: $0.pagesLeft, bytes: $0.bytesAcknowledged, seconds: seconds,
                        bytesPerSecond: $0.bytesPerSecond)
                })
        }
    }

    /// The time from a small frame to its acknowledgement, the least of `count` and of all before, on the quickest stream.
    func roundTripSeconds(count: Int = 5, cancellation: Cancellation) throws -> Double {
        for _ in 0..<count {
            lines.pingAll()
            try settle(cancellation)
        }
        let times = lines.ledger.withLock { $0.lanes.compactMap(\.report.roundTripSeconds) }
        guard let least = times.min() else { throw TransportError("no stream has answered") }
        return least
    }

    /// Warms the streams up, for `seconds` at most, until they carry a steady rate; the destination throws it away.
    ///
    /// Where nothing can be told of the rate in that time, it has none.
    func calibrate(seconds: Double = 3, cancellation: Cancellation) throws -> Calibration {
        let began = MonotonicClock.now
        let roundTrip = try roundTripSeconds(cancellation: cancellation)
        var samples = RateSamples(roundTripSeconds: roundTrip)
        let start = MonotonicClock.now
        lines.ledger.withLock { $0.begin(.calibration) }
        defer { lines.ledger.withLock { $0.end() } }
        lines.ledger.wakeAll()
        while !samples.isSteady, MonotonicClock.now - start < Int64(min(max(0, seconds), 3_600) * 1e9) {
            guard cancellation.sleep(nanoseconds: samples.interval) else { throw TransportError.interrupted }
            if let points = try lines.wait(nanoseconds: 0, for: { $0.failure == nil ? $0.points : nil }) {
                samples.add(points)
            }
        }
        let bytes = lines.ledger.withLock { ledger in
            ledger.end()
            return ledger.bytesSent
        }
        try settle(cancellation)
        return Calibration(
            bytesPerSecond: samples.bytesPerSecond, roundTripSeconds: roundTrip, bytes: bytes,
            seconds: Double(MonotonicClock.now - began) / 1e9, isSteady: samples.isSteady)
    }

    /// Waits until all that is under way is acknowledged.
    private func settle(_ cancellation: Cancellation) throws {
        while try lines.wait(
            nanoseconds: 20_000_000,
            for: { $0.failure == nil && $0.lanes.allSatisfy { $0.life != .living || $0.isIdle } ? true : nil }) == nil
        {
            if cancellation.isCancelled { throw TransportError.interrupted }
        }
    }

    /// Sends a message.
    ///
    /// - Throws: when no stream lives.
    func send(_ message: TransportMessage) throws { try lines.send(message) }

    /// Sends pages that the destination hands on instead of writing them into memory.
    ///
    /// Waits while more than a window's worth is under way, unless it is `urgent`, which goes before all that is not.
    /// - Throws: when no stream lives; ``unacknowledgedPushes`` then says what has not arrived for certain.
    func push(_ pages: Range<Int>, urgent: Bool = false) throws {
        guard pages.lowerBound >= 0, pages.upperBound <= pageCount else {
            throw TransportError("pages \(pages) are not the guest's")
        }
        if urgent { try lines.pushAtOnce(pages) } else { try lines.push(pages) }
    }

    /// Waits until all that was pushed is acknowledged.
    func finishPushing(cancellation: Cancellation) throws {
        while try lines.wait(
            nanoseconds: 20_000_000, for: { $0.pushesUntaken + $0.pushesUnderWay == 0 ? true : nil }) == nil
        {
            if cancellation.isCancelled { throw TransportError.interrupted }
        }
    }

    /// Pages that were pushed and not acknowledged.
    var unacknowledgedPushes: PageSet { lines.ledger.withLock { $0.unacknowledgedPushes } }

    /// What each stream carried until now.
    var streams: [StreamReport] { lines.ledger.withLock { $0.lanes.map(\.report) } }

    /// Why the last stream died; nil while one lives.
    var failure: TransportError? { lines.ledger.withLock { $0.failure } }

    /// Ends all streams and their threads; not to be called by what is told of messages.
    func close() { lines.close() }
}
