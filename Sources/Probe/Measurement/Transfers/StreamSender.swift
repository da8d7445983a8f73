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
        /// As the sending ended, before the last of it was acknowledged.
        var atEnd: TCPInformation?
        /// After all of it was.
        var afterwards: TCPInformation?
        /// Why it ended early.
        var failure: String?
    }

    /// Sends until `end` on the monotonic clock, at most `bytesPerSecond`, then tells the peer and waits until it has all.
    func run(until end: Int64, bytesPerSecond: Double?) -> Outcome {
        let start = MonotonicClock.now
        var outcome = Outcome(bytes: 0, seconds: 0)
        do {
            if let bytesPerSecond {
                // The kernel spaces the segments; the schedule below is what keeps the mean.
                try socket.setPacing(bytesPerSecond: UInt64(max(1, bytesPerSecond * 1.05)))
                outcome.bytes = try sendPaced(from: start, until: end, bytesPerSecond: bytesPerSecond)
            } else {
                outcome.bytes = try send(until: end)
            }
            outcome.seconds = Double(MonotonicClock.now - start) / 1e9
            outcome.atEnd = try socket.information()
            try socket.finishSending()
            try awaitEnd()
        } catch {
            outcome.bytes = bytes.count
            outcome.failure = "\(error)"
            if outcome.seconds == 0 { outcome.seconds = Double(MonotonicClock.now - start) / 1e9 }
        }
        outcome.afterwards = try? socket.information()
        return outcome
    }

    private func send(until end: Int64) throws -> Int {
        let block = unsafe TransferBlock.shared.bytes
        var total = 0
        var lastProgress = MonotonicClock.now
        while true {
            let sent = try unsafe socket.send(block) ?? 0
            let now = MonotonicClock.now
            if sent > 0 {
                total += sent
                bytes.add(sent)
                lastProgress = now
            } else if now - lastProgress > Self.patience {
                throw MeasurementError("nothing got through for \(Self.patience / 1_000_000_000) s")
            }
            if now >= end || cancellation.isCancelled { return total }
        }
    }

    /// Sends what the rate allows by now, every few milliseconds.
    private func sendPaced(from start: Int64, until end: Int64, bytesPerSecond: Double) throws -> Int {
        let block = unsafe TransferBlock.shared.bytes
        let portion = min(block.count, max(1_400, Int(bytesPerSecond * 0.004)))
        var total = 0
        var lastProgress = start
        while !cancellation.isCancelled {
            let now = MonotonicClock.now
            if now >= end { break }
            let due = start + Int64(Double(total + portion) / bytesPerSecond * 1e9)
            if due > now {
                if due >= end { _ = cancellation.sleep(until: end) } else { _ = cancellation.sleep(until: due) }
                continue
            }
            let sent = try unsafe socket.send(UnsafeRawBufferPointer(rebasing: block[..<portion])) ?? 0
            if sent > 0 {
                total += sent
                bytes.add(sent)
                lastProgress = now
            } else if now - lastProgress > Self.patience {
                throw MeasurementError("nothing got through for \(Self.patience / 1_000_000_000) s")
            }
        }
        return total
    }

    /// Waits until the peer has read all and closed.
    private func awaitEnd() throws {
        guard try socket.descriptor.waitReadable(nanoseconds: Self.patience) else {
            throw MeasurementError("the receiver did not confirm the end within \(Self.patience / 1_000_000_000) s")
        }
        _ = try socket.discard(atMost: 1)
    }
}
