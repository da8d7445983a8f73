import LinuxSystem

/// Keeps all streams together to a rate.
final class SendPace: Sendable {
    private let bytesPerSecond: Double
    private let due = Guarded<Int64>(0)

    /// What may be made up for after a pause.
    private static let burst: Int64 = 4_000_000

    init(bytesPerSecond: Double) { self.bytesPerSecond = max(1, bytesPerSecond) }

    /// Pages of a chunk, which is some milliseconds' worth.
    var chunkPages: Int {
        max(1, min(Frame.mostPages, Int(bytesPerSecond * 0.004) / MemoryMapping.pageBytes))
    }

    /// Waits until `bytes` more may be sent, unless it `isOver`.
    func wait(for bytes: Int, isOver: () -> Bool) {
        let time = due.withLock { due in
            let now = MonotonicClock.now
            let start = max(due, now - Self.burst)
            due = start + Int64(min(1e15, Double(bytes) / bytesPerSecond * 1e9))
            return start
        }
        while !isOver() {
            let rest = time - MonotonicClock.now
            guard rest > 0 else { return }
            MonotonicClock.sleep(nanoseconds: Int(min(rest, 100_000_000)))
        }
    }
}
