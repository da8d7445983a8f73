/// An amount of memory or of a file, as options take it: `64MiB`.
struct ByteCount: Quantity {
    static let noun = "a size"
    static let units: [(name: String, amount: Int64)] = [
        ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("kB", 1000),
        ("B", 1),
    ]

    /// How many bytes.
    let amount: Int64
}
