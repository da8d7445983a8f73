import LinuxSystem

/// Tells whether pages hold what they must, and what is wrong where they do not.
struct PageCheck: Sendable {
    /// Where in the memory is what.
    let layout: GuestLayout

    /// What pages hold.
    let contents: PageContents

    /// How often each page of the working set was written to, by vCPU; nil where that cannot be told.
    let ledgers: [PageLedger?]

    /// Whether the page of the step in progress may be written in part, by vCPU.
    let interrupted: [Bool]

    /// What is wrong with `page`, whose words are `words`; nil where nothing is.
    func damage(of page: Int, _ words: UnsafePointer<UInt64>, scratch: borrowing Scratch) -> GuestVerification.Damage? {
        if layout.zeroPages.contains(page) {
            guard unsafe !isZero(words) else { return nil }
            return unsafe damage(page, words, scratch, count: nil, "is to be zero")
        }
        if layout.statePages.contains(page) {
            scratch.fill(contents, page: page, count: 0)
            let skipped = page == 0 ? HeartState.words : VCPUState.words
            return unsafe scratch.differences(words, from: skipped) == 0
                ? nil : damage(page, words, scratch, count: 0, "is a state page", from: skipped)
        }
        guard layout.workingSet.contains(page) else { return unsafe compare(page, words, scratch, count: 0) }
        // Few vCPUs, and their parts follow each other.
        for case (let index, let ledger?) in ledgers.enumerated() where ledger.pages.contains(page) {
            let count = ledger.count(of: page)
            if interrupted[index], ledger.next == page, unsafe isPart(words, scratch, page: page, after: count) {
                return nil
            }
            return unsafe compare(page, words, scratch, count: count)
        }
        return nil
    }

    private func compare(
        _ page: Int, _ words: UnsafePointer<UInt64>, _ scratch: borrowing Scratch, count: UInt64
    ) -> GuestVerification.Damage? {
        scratch.fill(contents, page: page, count: count)
        return unsafe scratch.isSame(words)
            ? nil : damage(page, words, scratch, count: count, "was written to \(count) times")
    }

    /// Whether the page holds `count` writes and a beginning of the next.
    private func isPart(
        _ words: UnsafePointer<UInt64>, _ scratch: borrowing Scratch, page: Int, after count: UInt64
    ) -> Bool {
        scratch.fill(contents, page: page, count: count)
        if unsafe scratch.isSame(words) { return true }
        let new = count &+ 1
        scratch[contents.slot(of: new)] = contents.word(of: new, key: contents.key(of: page))
        if unsafe scratch.isSame(words) { return true }
        scratch[0] = new
        return unsafe scratch.isSame(words)
    }

    /// Says what a page is that is not as it must be: with `count` writes, or zero where that is nil.
    private func damage(
        _ page: Int, _ words: UnsafePointer<UInt64>, _ scratch: borrowing Scratch, count: UInt64?, _ must: String,
        from first: Int = 0
    ) -> GuestVerification.Damage {
        func damage(_ kind: GuestVerification.Damage.Kind, _ what: String) -> GuestVerification.Damage {
            GuestVerification.Damage(page: page, kind: kind, what: "page \(page) \(must), and \(what)")
        }
        if count != nil, unsafe isZero(words) { return damage(.zero, "is zero") }
        let (found, tag) = unsafe (words[0], words[1])
        if first == 0, let other = contents.page(tagged: tag, of: layout.pageCount) {
            scratch.fill(contents, page: other, count: found)
            if unsafe scratch.isSame(words) {
                if other != page { return damage(.misplaced, "holds page \(other) as it was after \(found) writes") }
                if let count {
                    return found < count
                        ? damage(.stale, "is as it was after \(found)")
                        : damage(.ahead, "is as it will be after \(found)")
                }
            }
        }
        if let count {
            scratch.fill(contents, page: page, count: count)
        } else {
            scratch.clear()
        }
        let wrong = unsafe scratch.differences(words, from: first)
        let byte = unsafe scratch.firstDifference(words, from: first) * 8
        return damage(.corrupt, "\(wrong) of \(PageContents.words) words are wrong, the first at byte \(byte)")
    }

    private func isZero(_ words: UnsafePointer<UInt64>) -> Bool {
        var any: UInt64 = 0
        for index in 0..<PageContents.words { any |= unsafe words[index] }
        return any == 0
    }
}
