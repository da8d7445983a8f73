import LinuxSystem

/// Receives on one connection until its end, on the thread that calls.
///
/// The bytes are thrown away uncopied (MSG_TRUNC): what is measured is the network, not this machine's memory.
struct StreamReceiver {
    let socket: TCPSocket
    let bytes: TransferBytes.Stream
    let cancellation: Cancellation

    /// What one connection received.
    struct Outcome: Codable, Sendable {
        var bytes: Int
        /// From the first byte to the last.
        var seconds: Double
        /// Share of the time that the thread kept a processor busy, 0 to 1.
        var busyShare: Double?
        /// Why it ended early.
        var failure: String?
    }

    private static let portion = 4 << 20

    /// Receives until the sender ends, or nothing comes any more.
    func run() -> Outcome {
        var total = 0
        let (began, ran) = (MonotonicClock.now, ThreadClock.now)
        var first: Int64?
        var last = MonotonicClock.now
        var failure: String?
        do {
            while true {
                let count = try socket.discard(atMost: Self.portion)
                let now = MonotonicClock.now
                if let count {
                    if count == 0 { break }
                    if first == nil { first = now }
                    total += count
                    bytes.add(count)
                    last = now
                } else if now - last > (cancellation.isCancelled ? 3_000_000_000 : StreamSender.patience) {
                    throw MeasurementError("nothing came for \((now - last) / 1_000_000_000) s")
                }
            }
            // The sender waits for this to know that all has arrived.
            try? socket.finishSending()
        } catch {
            failure = "\(error)"
        }
        let busyShare = Double(ThreadClock.now - ran) / Double(max(1_000_000, MonotonicClock.now - began))
        return Outcome(
            bytes: total, seconds: Double(last - (first ?? last)) / 1e9, busyShare: busyShare, failure: failure)
    }
}
