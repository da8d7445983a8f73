/// How many distinct bytes of pages a workload dirties over time, on the average.
struct WriteModel: Sendable {
    /// A part of the working set whose pages are written to alike.
    private struct Region {
        var bytes: Double
        var shareOfWrites: Double
    }

    private let regions: [Region]
    private let isSequential: Bool
    /// Pages that every running guest writes to: its counters.
    private let constantBytes: Double
    /// Bytes of pages that it writes to each second, unhindered; a page counts as often as it is written to.
    let bytesPerSecond: Double

    init(_ guest: GuestSettings) {
        let set = Double(guest.workingSetBytes)
        isSequential = guest.pattern == .sequential
        regions =
            switch guest.pattern {
            case .uniform, .sequential: [Region(bytes: set, shareOfWrites: 1)]
            // Nine of ten writes to a tenth of the pages.
            case .hotSpot:
                [Region(bytes: set / 10, shareOfWrites: 0.9), Region(bytes: set * 0.9, shareOfWrites: 0.1)]
            }
        bytesPerSecond = set > 0 ? guest.dirtyBytesPerSecond : 0
        constantBytes = Double((guest.vCPUs + 1) * 4096)
    }

    /// Distinct bytes after `seconds`, with the guest held to `mostBytesPerSecond`.
    ///
    /// Of pages picked at random W(1 − e^(−Dt/W)) bytes are distinct ones: each of n pages stays clean over k writes with
    /// (1 − 1/n)^k.
    func dirtied(in seconds: Double, mostBytesPerSecond: Double? = nil) -> Double {
        guard seconds > 0 else { return 0 }
        let rate = min(bytesPerSecond, mostBytesPerSecond ?? .infinity)
        guard rate > 0 else { return constantBytes }
        return regions.reduce(constantBytes) { sum, region in
            let written = region.shareOfWrites * rate * seconds
            guard region.bytes > 0 else { return sum }
            guard !isSequential else { return sum + min(region.bytes, written) }
            return sum + region.bytes * (1 - exp(-written / region.bytes))
        }
    }

    /// e^x for x ≤ 0: x is divided by a power of two until a short series does, and the result squared as often.
    ///
    /// The C library's is left alone, so that a prediction is the same to the last digit on every machine.
    private func exp(_ x: Double) -> Double {
        guard x > -700 else { return 0 }
        var (y, halvings) = (x, 0)
        while y < -0.01 { (y, halvings) = (y / 2, halvings + 1) }
        var result = 1 + y * (1 + y / 2 * (1 + y / 3 * (1 + y / 4 * (1 + y / 5))))
        for _ in 0..<halvings { result *= result }
        return result
    }
}
