import LinuxSystem

/// Looks, within a round, how many pages are dirty by now: ever less often, as the curve bends ever less, but steadily where a guest is
/// slowed down by it.
struct DirtySampler {
    private let tracker: any DirtyTracker
    /// When all pages were clean, and how long the guest has run since.
    private let start: Int64
    private let time: GuestTime
    private var next: Int64
    /// The time between two looks, where it stays the same.
    private let interval: Int64?
    private(set) var curve = DirtyCurve()

    /// The first look, so soon that few pages were written to twice.
    private static let first: Int64 = 20_000_000

    /// Of a guest that is slowed down so much is to be seen first that single stops do not matter.
    private static let least = 1e6

    /// A round whose pages were all clean at `start`, when `time` began; the guest is let write at most so much a second.
    init(_ tracker: any DirtyTracker, start: Int64, time: GuestTime, mostBytesPerSecond: Double?) {
        self.tracker = tracker
        self.start = start
        self.time = time
        interval = mostBytesPerSecond.map { max(Self.first, Int64(min(0.5, Self.least / max($0, 1)) * 1e9)) }
        next = start + (interval ?? Self.first)
    }

    /// What is dirty, how long the guest ran and how long ago all was clean, in seconds.
    struct Look {
        var bytes: Double
        var ran: Double
        var seconds: Double
    }

    /// Looks where it is time to.
    mutating func sample() throws -> Look? {
        guard MonotonicClock.now >= next else { return nil }
        let (before, ranBefore) = (MonotonicClock.now, time.seconds)
        let pages = try tracker.count()
        let (now, ran) = (MonotonicClock.now, time.seconds)
        // Looking takes at most a fiftieth of the time.
        next = now + max(interval ?? now - start, 50 * (now - before))
        return add(pages: pages, ran: (ranBefore + ran) / 2, at: before + (now - before) / 2)
    }

    /// Adds what was found when the pages were collected.
    @discardableResult mutating func add(pages: Int, ran: Double, at now: Int64) -> Look {
        let bytes = Double(pages * MemoryMapping.pageBytes)
        curve.add(seconds: ran, bytes: bytes)
        return Look(bytes: bytes, ran: ran, seconds: Double(now - start) / 1e9)
    }
}
