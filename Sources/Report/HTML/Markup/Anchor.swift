/// The names that links within the page lead to; the same on every run, as they come from natural keys.
enum Anchor {
    /// All verdicts of a requirement.
    static func requirement(_ id: String) -> String { "r-\(id)" }

    /// The findings of a requirement.
    static func findings(_ id: String) -> String { "q-\(id)" }
}

/// Anchors of things whose names are anybody's: short, of harmless characters, and no two alike.
struct Anchors {
    private let prefix: String
    private var counts: [String: Int] = [:]

    init(prefix: String) { self.prefix = prefix }

    /// An anchor for what is known by `key`, another one for each call.
    mutating func next(_ key: String) -> String {
        let anchor = prefix + String(Self.hash(key) >> 16, radix: 16)
        let count = counts[anchor, default: 0] + 1
        counts[anchor] = count
        return count == 1 ? anchor : "\(anchor)-\(count)"
    }

    /// FNV-1a: the same everywhere, which Swift's own hash is not.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
