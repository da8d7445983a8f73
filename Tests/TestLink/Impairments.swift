import LinuxSystem

/// What a direction of the link does to packets besides delaying them.
struct Impairments: Sendable {
    /// Shares of the frames that are lost, delivered twice, or delivered after those behind them.
    var loss = 0.0
    var duplicate = 0.0
    var reorder = 0.0

    /// The most that a packet is delayed beyond the link's delay; packets stay in order.
    var jitterNanoseconds: Int64 = 0

    /// How much later than in order a reordered packet arrives.
    var reorderLagNanoseconds: Int64 = 1_000_000

    /// Larger IP packets are dropped; the sender is told so by these addresses, of its family.
    var largestPacket = Int.max
    var answersAs: [InternetAddress] = []

    /// Whether ICMP is dropped, as firewalls do.
    var dropsICMP = false
}

/// Draws what happens to a frame; the same seed and the same frames give the same outcome.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The next number of SplitMix64 (Steele, Lea and Flood 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Whether something of this probability happens; draws only when that is open.
    mutating func happens(_ probability: Double) -> Bool {
        probability > 0 && Double.random(in: 0..<1, using: &self) < probability
    }

    /// A time up to `most`.
    mutating func time(upTo most: Int64) -> Int64 {
        most > 0 ? Int64.random(in: 0...most, using: &self) : 0
    }
}
