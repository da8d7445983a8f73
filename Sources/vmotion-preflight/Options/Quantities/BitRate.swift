/// A bandwidth, as options take it: `2.5Gbit/s`.
struct BitRate: Quantity {
    static let noun = "a rate"
    static let units: [(name: String, amount: Int64)] = [
        ("Gbit/s", 1_000_000_000), ("MiB/s", 8 << 20), ("MB/s", 8_000_000), ("Mbit/s", 1_000_000), ("kbit/s", 1000),
        ("bit/s", 1),
    ]

    /// How many bits per second.
    let amount: Int64

    /// How many times 10^6 bit/s.
    var mbps: Double { Double(amount) / 1e6 }
}
