import LinuxSystem

/// How far the clock of day stepped against the monotonic one.
///
/// Both are slewed alike by NTP (clock_gettime(2)), so that their difference changes by steps alone.
struct ClockSteps {
    /// All steps together, forwards and backwards, in nanoseconds.
    private(set) var total: Int64 = 0

    /// Steps smaller than this cannot be told from the noise of looking.
    static let least: Int64 = 50_000

    private var offset: Int64

    /// Starts watching.
    init() { self.init(offset: Self.offset()) }

    init(offset: Int64) { self.offset = offset }

    /// Looks again.
    mutating func look() { note(Self.offset()) }

    /// Takes the difference of the clocks as it is now.
    mutating func note(_ now: Int64) {
        let step = now &- offset
        guard abs(step) >= Self.least else { return }
        total &+= abs(step)
        offset = now
    }

    /// The difference of the clocks, from the look that was least disturbed.
    private static func offset() -> Int64 {
        var best: (offset: Int64, width: Int64)?
        for _ in 0..<5 {
            let before = MonotonicClock.now
            let day = RealtimeClock.now
            let after = MonotonicClock.now
            let width = after - before
            if width < best?.width ?? .max { best = (day - before - width / 2, width) }
            if width < 2_000 { break }
        }
        return best?.offset ?? 0
    }
}
