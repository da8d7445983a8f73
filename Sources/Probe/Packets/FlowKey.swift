/// The two ends of a connection, the lower one first, so that both directions have one key.
struct FlowKey: Equatable, BitwiseCopyable {
    /// An address as the two halves of its IPv6 form; IPv4 has only the lower one.
    struct Address: Equatable, BitwiseCopyable {
        var upper: UInt64 = 0
        var lower: UInt64 = 0

        @inline(__always) static func < (one: Address, other: Address) -> Bool {
            one.upper != other.upper ? one.upper < other.upper : one.lower < other.lower
        }
    }

    var low = Address()
    var high = Address()
    /// The port of the lower end in the upper half.
    var ports: UInt32 = 0
    var isIPv6 = false

    /// A number for the table of connections; `seed` keeps a capture from choosing numbers that collide.
    @inline(__always) func hash(seed: UInt64) -> UInt64 {
        var mixed = seed ^ UInt64(ports)
        mixed = (mixed ^ low.lower) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 29
        mixed = (mixed ^ high.lower) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 32
        if isIPv6 {
            mixed = (mixed ^ low.upper) &* 0x94D0_49BB_1331_11EB
            mixed ^= mixed >> 29
            mixed = (mixed ^ high.upper) &* 0x9E37_79B9_7F4A_7C15
            mixed ^= mixed >> 32
        }
        return (mixed &* 0x94D0_49BB_1331_11EB) >> 7
    }
}
