private import CLinux

/// How long a thread's stops lasted, within 2 %; the longest to the nanosecond.
public struct StopTimes: Sendable, Equatable {
    private var counts: [UInt32]
    private let longest: Int64

    init(counts: [UInt32], longest: Int64) {
        self.counts = counts
        self.longest = longest
    }

    /// Those since `earlier`, of the same thread.
    public func since(_ earlier: StopTimes) -> StopTimes {
        var times = self
        for bin in counts.indices { times.counts[bin] &-= earlier.counts[bin] }
        return times
    }

    /// How many stops lasted about so many nanoseconds and no longer, rising.
    public var recorded: [(nanoseconds: Int64, count: UInt32)] {
        counts.enumerated().filter { $0.element > 0 }.map { bin, count in
            (min(clinux_parking_bin_end(Int32(bin)), longest), count)
        }
    }
}
