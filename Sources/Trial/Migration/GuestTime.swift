/// The time that a guest's vCPUs ran since a moment: the time that they stood still is left out.
struct GuestTime {
    private let guest: Guest
    private let before: [VCPUFigures]

    /// Begins now.
    init(_ guest: Guest) {
        self.guest = guest
        before = guest.vCPUs
    }

    /// The mean over the vCPUs, in seconds.
    var seconds: Double {
        sum { $0.totalNanoseconds - $0.slowedNanoseconds - $0.pausedNanoseconds }
    }

    /// The mean time for which they stood still because they were slowed down, in seconds.
    var slowedSeconds: Double { sum(\.slowedNanoseconds) }

    private func sum(_ time: (VCPUFigures) -> Int64) -> Double {
        let all = zip(before, guest.vCPUs).reduce(Int64(0)) { $0 + time($1.1.since($1.0)) }
        return max(0, Double(all) / 1e9 / Double(max(1, before.count)))
    }
}
