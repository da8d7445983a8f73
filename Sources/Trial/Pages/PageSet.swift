/// A set of a guest's pages, one bit for each.
package struct PageSet: Sendable, Equatable {
    /// How many pages the guest has.
    package let pageCount: Int

    /// How many pages are in the set.
    package private(set) var count = 0

    private var words: [UInt64]

    /// No page of a guest with `pageCount` pages.
    package init(pageCount: Int) {
        self.pageCount = pageCount
        words = [UInt64](repeating: 0, count: (pageCount + 63) / 64)
    }

    /// Whether no page is in the set.
    var isEmpty: Bool { count == 0 }

    /// Whether `page` is in the set.
    func contains(_ page: Int) -> Bool { words[page >> 6] & (1 << UInt64(page & 63)) != 0 }

    /// Adds a page.
    mutating func insert(_ page: Int) { insert(page..<page + 1) }

    /// Adds pages that follow each other.
    package mutating func insert(_ pages: Range<Int>) {
        precondition(pages.lowerBound >= 0 && pages.upperBound <= pageCount, "the guest has these pages")
        forEachWord(of: pages) { word, mask in
            count += (mask & ~words[word]).nonzeroBitCount
            words[word] |= mask
        }
    }

    /// Takes a page out.
    mutating func remove(_ page: Int) { remove(page..<page + 1) }

    /// Takes pages out that follow each other.
    mutating func remove(_ pages: Range<Int>) {
        precondition(pages.lowerBound >= 0 && pages.upperBound <= pageCount, "the guest has these pages")
        forEachWord(of: pages) { word, mask in
            count -= (mask & words[word]).nonzeroBitCount
            words[word] &= ~mask
        }
    }

    /// Adds the pages of another set of the same guest.
    mutating func formUnion(_ other: PageSet) {
        precondition(other.pageCount == pageCount, "both are sets of one guest's pages")
        for index in words.indices where other.words[index] != 0 {
            count += (other.words[index] & ~words[index]).nonzeroBitCount
            words[index] |= other.words[index]
        }
    }

    /// Takes out the pages of another set of the same guest.
    mutating func subtract(_ other: PageSet) {
        precondition(other.pageCount == pageCount, "both are sets of one guest's pages")
        for index in words.indices where other.words[index] & words[index] != 0 {
            count -= (other.words[index] & words[index]).nonzeroBitCount
            words[index] &= ~other.words[index]
        }
    }

    /// Empties the set.
    package mutating func removeAll() {
        for index in words.indices { words[index] = 0 }
        count = 0
    }

    /// The next pages at or after `page` that follow each other, all of them in the set; nil after the last.
    func run(from page: Int, atMost limit: Int = .max) -> Range<Int>? {
        guard let first = next(from: page, flipping: 0) else { return nil }
        let end = next(from: first, flipping: .max) ?? pageCount
        return first..<min(end, first + min(limit, pageCount))
    }

    /// The first page at or after `page` that is in the set, or with all bits flipped, that is not.
    private func next(from page: Int, flipping flip: UInt64) -> Int? {
        guard page < pageCount else { return nil }
        var index = page >> 6
        var word = (words[index] ^ flip) & (~0 << UInt64(page & 63))
        while word == 0 {
            index += 1
            guard index < words.count else { return nil }
            word = words[index] ^ flip
        }
        let found = index << 6 + word.trailingZeroBitCount
        return found < pageCount ? found : nil
    }

    private func forEachWord(of pages: Range<Int>, _ body: (_ word: Int, _ mask: UInt64) -> Void) {
        var page = pages.lowerBound
        while page < pages.upperBound {
            let bits = min(64 - page & 63, pages.upperBound - page)
            let mask: UInt64 = bits == 64 ? .max : ((1 << UInt64(bits)) - 1) << UInt64(page & 63)
            body(page >> 6, mask)
            page += bits
        }
    }
}
