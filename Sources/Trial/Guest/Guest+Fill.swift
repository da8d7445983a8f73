import LinuxSystem

extension Guest {
    /// Writes what the memory holds at first.
    func fill(cancellation: Cancellation, progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }) throws {
        let contents = PageContents(seed: settings.seed)
        let (memory, layout) = (memory, layout)
        try PageWork.each(0..<layout.pageCount, cancellation: cancellation, progress: progress) { pages in
            for page in pages {
                let words = unsafe memory.words(of: page)
                if layout.zeroPages.contains(page) {
                    unsafe words.update(repeating: 0, count: PageContents.words)
                } else {
                    unsafe contents.fill(words, page: page)
                }
            }
        }
        HeartState(memory).clear()
        for index in 0..<settings.vCPUs { VCPUState(memory, page: layout.statePage(of: index)).clear() }
    }
}

extension MemoryMapping {
    /// The words of a page.
    func words(of page: Int) -> UnsafeMutablePointer<UInt64> {
        unsafe (base + page * Self.pageBytes).assumingMemoryBound(to: UInt64.self)
    }
}
