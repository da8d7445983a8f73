/// A duration, as options take it: `30s`.
struct TimeSpan: Quantity {
    static let noun = "a duration"
    static let units: [(name: String, amount: Int64)] = [("h", 3_600_000), ("min", 60_000), ("s", 1000), ("ms", 1)]

    /// How many milliseconds.
    let amount: Int64

    /// How many seconds.
    var seconds: Double { Double(amount) / 1000 }
}
