import LinuxSystem

/// Looks, within a round, how many pages are dirty by now: ever less often, as the curve bends ever less.
struct DirtySampler {
    private let tracker: any DirtyTracker
    /// When all pages were clean.
    private let start: Int64
    private var next: Int64
    private(set) var curve = DirtyCurve()
    private var last: (seconds: Double, bytes: Double)?

    /// The first look, so soon that few pages were written to twice.
    private static let first: Int64 = 20_000_000

    /// A round whose pages were all clean at `start`.
    init(_ tracker: any DirtyTracker, start: Int64) {
        self.tracker = tracker
        self.start = start
        next = start + Self.first
    }

    /// Looks where it is time to; true where it did.
    mutating func sample() throws -> Bool {
        guard MonotonicClock.now >= next else { return false }
        let before = MonotonicClock.now
        let pages = try tracker.count()
        let now = MonotonicClock.now
        add(pages: pages, at: before + (now - before) / 2)
        // Looking takes at most a fiftieth of the time.
        next = now + max(now - start, 50 * (now - before))
        return true
    }

    /// How fast pages were written to since the start, once a guest that is slowed down has been stopped many times; else nil.
    var meanAfterManyStops: Double? {
        guard let last, last.seconds >= 0.1 else { return nil }
        return last.bytes / last.seconds
    }

    /// Adds what was found when the pages were collected.
    mutating func add(pages: Int, at time: Int64) {
        let point = (seconds: Double(time - start) / 1e9, bytes: Double(pages * MemoryMapping.pageBytes))
        curve.add(seconds: point.seconds, bytes: point.bytes)
        last = point
    }
}
