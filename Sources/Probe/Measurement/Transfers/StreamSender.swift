import LinuxSystem

/// Sends on one connection for a while, on the thread that calls.
struct StreamSender {
    let socket: TCPSocket
    let bytes: TransferBytes.Stream
    let cancellation: Cancellation

    /// How long nothing may get through before the transfer counts as dead.
    static let patience: Int64 = 10_000_000_000

    /// What one connection sent.
    struct Outcome: Codable, Sendable {
        var bytes: Int
        var seconds: Double
        /// In the middle of the time, when slow start is usually over.
        var halfway: TCPInformation?
        /// As the sending ended, before the last of it was acknowledged.
        var atEnd: TCPInformation?
        /// After all of it was.
        var afterwards: TCPInformation?
        /// Share of the time that the thread kept a processor busy, 0 to 1.
        var busyShare: Double?
        /// Why it ended early.
        var failure: String?
    }

    /// Sends until `end` on the monotonic clock, at most `bytesPerSecond`, then tells the peer and waits until it has all.
    func run(until end: Int64, bytesPerSecond: Double?) -> Outcome {
        let start = MonotonicClock.now
        var lastProgress = start
        let ran = ThreadClock.now
        var outcome = Outcome(bytes: 0, seconds: 0)
        do {
            if let bytesPerSecond {
                // The kernel spaces the segments; the schedule below is what keeps the mean.
                try socket.setPacing(bytesPerSecond: UInt64(max(1, bytesPerSecond * 1.05)))
                try sendPaced(from: start, until: end, bytesPerSecond: bytesPerSecond, &lastProgress)
            } else {
                try send(until: start + (end - start) / 2, &lastProgress)
                outcome.halfway = try? socket.information()
                try send(until: end, &lastProgress)
            }
            outcome.bytes = bytes.count
            outcome.seconds = Double(MonotonicClock.now - start) / 1e9
            outcome.busyShare = Double(ThreadClock.now - ran) / 1e9 / max(outcome.seconds, 1e-3)
            outcome.atEnd = try socket.information()
            try socket.finishSending()
            try awaitEnd(&lastProgress)
        } catch {
            outcome.bytes = bytes.count
            outcome.failure = "\(error)"
            if outcome.seconds == 0 { outcome.seconds = Double(MonotonicClock.now - start) / 1e9 }
        }
        outcome.afterwards = try? socket.information()
        return outcome
    }

    private func send(until end: Int64, _ lastProgress: inout Int64) throws {
        let block = unsafe TransferBlock.shared.bytes
        while true {
            let sent = try unsafe socket.send(block) ?? 0
            let now = MonotonicClock.now
            try note(sent, now, &lastProgress)
            if now >= end || cancellation.isCancelled { return }
        }
    }

    /// Sends what the rate allows by now, every few milliseconds.
    private func sendPaced(
        from start: Int64, until end: Int64, bytesPerSecond: Double, _ lastProgress: inout Int64
    ) throws {
        let block = unsafe TransferBlock.shared.bytes
        let portion = Int(min(Double(block.count), max(1_400, bytesPerSecond * 0.004)))
        while !cancellation.isCancelled {
            let now = MonotonicClock.now
            if now >= end { return }
            let due = start + Int64(Double(bytes.count) / bytesPerSecond * 1e9)
            if due > now {
                _ = cancellation.sleep(until: min(due, end))
                continue
            }
            let sent = try unsafe socket.send(UnsafeRawBufferPointer(rebasing: block[..<portion])) ?? 0
            try note(sent, now, &lastProgress)
        }
    }

    private func note(_ sent: Int, _ now: Int64, _ lastProgress: inout Int64) throws {
        if sent > 0 {
            bytes.add(sent)
            lastProgress = now
        } else if now - lastProgress > Self.patience {
            throw MeasurementError("nothing got through for \(Self.patience / 1_000_000_000) s")
        }
    }

    /// Waits until the peer has read all and closed; what waits in the kernel takes its time on a slow or lossy path.
    ///
    /// What has not arrived in ten seconds, or moves no more, is thrown away, so that no transfer goes on once its end is told.
    private func awaitEnd(_ lastProgress: inout Int64) throws {
        let start = MonotonicClock.now
        var acknowledged = try socket.information().bytesAcknowledged
        while try !socket.descriptor.waitReadable(nanoseconds: Self.patience / 40) {
            let now = MonotonicClock.now
            let bytes = try socket.information().bytesAcknowledged
            if bytes > acknowledged { (acknowledged, lastProgress) = (bytes, now) }
            guard now - start > Self.patience || now - lastProgress > Self.patience else { continue }
            socket.reset()
            throw MeasurementError("the receiver did not confirm the end within \((now - start) / 1_000_000_000) s")
        }
        _ = try socket.discard(atMost: 1)
    }
}
