import LinuxSystem

/// Room for one page, in which a thread writes what a page must hold, to compare.
@safe struct Scratch: ~Copyable {
    private let words: UnsafeMutablePointer<UInt64>

    init() { unsafe words = UnsafeMutablePointer<UInt64>.allocate(capacity: PageContents.words) }

    deinit { unsafe words.deallocate() }

    /// Writes what a page holds after `count` writes.
    func fill(_ contents: PageContents, page: Int, count: UInt64) {
        unsafe contents.fill(words, page: page, count: count)
    }

    /// Writes zeros.
    func clear() { unsafe words.update(repeating: 0, count: PageContents.words) }

    /// A word.
    subscript(index: Int) -> UInt64 {
        get { unsafe words[index] }
        nonmutating set { unsafe words[index] = newValue }
    }

    /// Whether a page holds the same.
    func isSame(_ page: UnsafePointer<UInt64>) -> Bool {
        var difference: UInt64 = 0
        for index in 0..<PageContents.words { difference |= unsafe words[index] ^ page[index] }
        return difference == 0
    }

    /// How many words of a page, from word `first` on, are others.
    func differences(_ page: UnsafePointer<UInt64>, from first: Int) -> Int {
        var count = 0
        for index in first..<PageContents.words where unsafe words[index] != page[index] { count += 1 }
        return count
    }

    /// The first word of a page, from word `first` on, that is another.
    func firstDifference(_ page: UnsafePointer<UInt64>, from first: Int) -> Int {
        (first..<PageContents.words).first { unsafe words[$0] != page[$0] } ?? first
    }
}
