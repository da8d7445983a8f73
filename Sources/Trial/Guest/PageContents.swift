import LinuxSystem

/// What a page holds: a function of the guest's seed, the page's number, and how often it was written to.
///
/// Word 0 counts the writes, word 1 tells the page, all others come from the seed. The n-th write changes the count and one word
/// more, each time the next one, so a page that lacks a write, or has one in part, is no page that there can be.
struct PageContents: Sendable {
    /// Words of a page.
    static let words = MemoryMapping.pageBytes / 8

    /// The first of the words that are written to in turn.
    static let firstSlot = 2

    /// How many of them.
    static let slots = UInt64(words - firstSlot)

    /// What it is derived from.
    let seed: UInt64

    /// What the words of a page are derived from.
    @inline(__always) func key(of page: Int) -> UInt64 { mix(seed &+ UInt64(bitPattern: Int64(page)) &* goldenGamma) }

    /// Word 1 of a page.
    @inline(__always) func tag(of page: Int) -> UInt64 { UInt64(bitPattern: Int64(page)) ^ mix(~seed) }

    /// The page that has `tag` for word 1; nil where it is none of the first `pageCount`.
    func page(tagged tag: UInt64, of pageCount: Int) -> Int? {
        let page = tag ^ mix(~seed)
        return page < UInt64(pageCount) ? Int(page) : nil
    }

    /// Writes what a page holds before the first write.
    func fill(_ words: UnsafeMutablePointer<UInt64>, page: Int) {
        var value = key(of: page)
        for index in 0..<Self.words {
            value &+= goldenGamma
            unsafe words[index] = value ^ (value >> 31)
        }
        unsafe words[0] = 0
        unsafe words[1] = tag(of: page)
    }

    /// Where the write that makes the count `count` puts its word.
    @inline(__always) func slot(of count: UInt64) -> Int { Self.firstSlot + Int((count &- 1) % Self.slots) }

    /// The word that it puts there.
    @inline(__always) func word(of count: UInt64, key: UInt64) -> UInt64 {
        let value = ~key &+ count &* 0xC2B2_AE3D_27D4_EB4F
        return value ^ (value >> 29)
    }

    /// Writes what a page holds after `count` writes.
    func fill(_ words: UnsafeMutablePointer<UInt64>, page: Int, count: UInt64) {
        unsafe fill(words, page: page)
        unsafe words[0] = count
        let key = key(of: page)
        // Only the last write of each word is left to see.
        for back in 0..<min(count, Self.slots) {
            unsafe words[slot(of: count - back)] = word(of: count - back, key: key)
        }
    }
}

/// 2^64 divided by the golden ratio: multiples of it are spread evenly.
let goldenGamma: UInt64 = 0x9E37_79B9_7F4A_7C15

/// Each bit of the result depends on each of `value`: the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
@inline(__always) func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
}
