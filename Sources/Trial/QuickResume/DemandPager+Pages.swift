import LinuxSystem
import Synchronization

extension DemandPager {
    /// Puts pages in that have come, and lets those go on that wait for them; what came before is counted and thrown away.
    ///
    /// `bytes` are those of all `runs`, one after the other. Any thread may call it, and several at once.
    package func put(_ runs: [Range<Int>], _ bytes: RawSpan) throws {
        guard runs.allSatisfy({ $0.lowerBound >= 0 && $0.upperBound <= memory.pageCount }),
            bytes.byteCount == runs.reduce(0, { $0 + $1.count }) * MemoryMapping.pageBytes
        else { throw DemandPagingError.wrongPages }
        try unsafe bytes.withUnsafeBytes { bytes in
            var offset = 0
            for run in runs {
                let length = run.count * MemoryMapping.pageBytes
                try unsafe put(run, UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length]))
                offset += length
            }
        }
    }

    private func put(_ run: Range<Int>, _ bytes: UnsafeRawBufferPointer) throws {
        let (claimed, userfault) = state.withLock { ($0.claim(run), $0.running?.userfault) }
        guard let userfault else { throw DemandPagingError.wrongPages }
        for (index, pages) in claimed.enumerated() {
            let start = (pages.lowerBound - run.lowerBound) * MemoryMapping.pageBytes
            let part = unsafe UnsafeRawBufferPointer(
                rebasing: bytes[start..<start + pages.count * MemoryMapping.pageBytes])
            do {
                guard try unsafe userfault.put(pages, from: part) == 0 else { throw DemandPagingError.stale(pages) }
            } catch {
                state.withLock { state in
                    state.failure = error
                    state.giveUp(claimed[index...])
                }
                news.put(())
                throw error
            }
            let now = MonotonicClock.now
            if state.withLock({ $0.settle(pages, at: now) }) { news.put(()) }
        }
    }

    /// The fault thread: until somebody ends it.
    func handle(_ userfault: Userfault) {
        do {
            while try waitReadable(userfault.descriptor, until: .max, unless: stop) != .cancelled {
                for page in try userfault.waiting() { try serve(page, of: userfault) }
            }
        } catch {
            state.withLock { $0.failure = error }
            news.put(())
        }
    }

    private func serve(_ page: Int, of userfault: Userfault) throws {
        let now = MonotonicClock.now
        let (isExpected, conversation) = state.withLock { state -> (Bool, (any PageConversation)?) in
            guard state.expected.contains(page) else { return (false, nil) }
            // One that is just being put in, or has been since, lets go whoever waits for it.
            guard state.missing.contains(page), state.waiting[page] == nil else { return (true, nil) }
            state.waiting[page] = now
            state.report.demanded += 1
            return (true, state.running?.conversation)
        }
        if !isExpected {
            // Never written at the source, so never sent.
            if try userfault.putZeros(page..<page + 1) > 0 { try userfault.wake(page..<page + 1) }
        } else if let conversation {
            demand(page, over: conversation)
        }
    }

    private func demand(_ page: Int, over conversation: any PageConversation) {
        do {
            try conversation.demand(page)
        } catch {
            // It stays in `waiting`, for the next conversation.
            state.withLock { $0.failure = error }
            news.put(())
        }
    }
}

extension DemandPager.State {
    /// Those of `run` that have not begun to come, which the caller now puts in.
    fileprivate mutating func claim(_ run: Range<Int>) -> [Range<Int>] {
        var claimed: [Range<Int>] = []
        var next = run.lowerBound
        while next < run.upperBound, let found = missing.run(from: next, atMost: run.upperBound - next),
            found.lowerBound < run.upperBound
        {
            let pages = found.clamped(to: run)
            claimed.append(pages)
            missing.remove(pages)
            arriving += pages.count
            next = pages.upperBound
        }
        report.duplicates += run.count - claimed.reduce(0) { $0 + $1.count }
        return claimed
    }

    /// Pages are there; true when they were the last.
    fileprivate mutating func settle(_ pages: Range<Int>, at now: Int64) -> Bool {
        arriving -= pages.count
        report.pages += pages.count
        if !waiting.isEmpty {
            for page in pages {
                if let since = waiting.removeValue(forKey: page) { waits.add(now - since) }
            }
        }
        return missing.isEmpty && arriving == 0
    }

    /// Pages could not be put in: they are still missing.
    fileprivate mutating func giveUp(_ runs: ArraySlice<Range<Int>>) {
        for pages in runs {
            arriving -= pages.count
            missing.insert(pages)
        }
    }
}

extension MemoryMapping {
    /// Gives back `pages` that are not in `others`.
    func discard(_ pages: PageSet, except others: PageSet) throws(SystemError) {
        var rest = pages
        rest.subtract(others)
        var next = 0
        while let run = rest.run(from: next) {
            try discard(run)
            next = run.upperBound
        }
    }
}
