/// Which page a vCPU writes to at which step: a function of the guest's seed, so that anyone can tell it again.
struct AccessOrder: Sendable {
    /// The pages that it writes to.
    let pages: Range<Int>

    // Not the pattern itself, whose comparison is a call.
    private let isSequential: Bool
    private let isHotSpot: Bool
    private let key: UInt64
    private let first: Int
    private let count: UInt64
    private let hot: UInt64

    /// The order of one vCPU of a guest.
    init(_ settings: GuestSettings, layout: GuestLayout, vCPU: Int) {
        pages = layout.workingSet(of: vCPU)
        // Apart from the keys of the pages, which come from the same seed.
        key = mix(mix(settings.seed) ^ UInt64(vCPU) &* goldenGamma)
        first = pages.lowerBound
        count = UInt64(pages.count)
        hot = min(count, max(1, count / 10))
        isSequential = settings.pattern == .sequential
        isHotSpot = settings.pattern == .hotSpot && hot < count
    }

    /// The page of a step.
    @inline(__always) func page(at step: UInt64) -> Int {
        guard !isSequential else { return first &+ Int(step % count) }
        let random = mix(key &+ step &* goldenGamma)
        guard isHotSpot else { return first &+ Int(random.multipliedFullWidth(by: count).high) }
        // The low half chooses between hot and cold, the high bits which page.
        let nineTenths: UInt64 = 0xE666_6666
        return random & 0xFFFF_FFFF < nineTenths
            ? first &+ Int(random.multipliedFullWidth(by: hot).high)
            : first &+ Int(hot &+ random.multipliedFullWidth(by: count &- hot).high)
    }
}
