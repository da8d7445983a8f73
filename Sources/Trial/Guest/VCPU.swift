import LinuxSystem

/// A vCPU's work: step by step it writes to the page that is next, so that it can be stopped at any instruction and each step be
/// done once more, here or where a copy of the memory is.
@safe struct VCPU: Sendable {
    /// Steps between two looks at whether the thread is to end.
    private static let burst = 256

    private let memory: MemoryMapping
    // SAFETY: the first byte of `memory`, of which the pages of `order` are this vCPU's own. Held beside it, so that a step counts no
    // references.
    private nonisolated(unsafe) let base: UnsafeMutableRawPointer
    private let contents: PageContents
    private let order: AccessOrder
    private let statePage: Int
    private let stepsPerSecond: Double

    /// The vCPU number `index` of a guest.
    init(_ index: Int, of settings: GuestSettings, layout: GuestLayout, memory: MemoryMapping) {
        self.memory = memory
        unsafe base = memory.base
        contents = PageContents(seed: settings.seed)
        order = AccessOrder(settings, layout: layout, vCPU: index)
        statePage = layout.statePage(of: index)
        stepsPerSecond =
            order.pages.isEmpty
            ? 0 : settings.dirtyBytesPerSecond / Double(MemoryMapping.pageBytes) / Double(settings.vCPUs)
    }

    /// Writes for as long as the thread is to go on; allocates nothing, since the thread may stand still anywhere.
    func run(_ thread: ParkableThread.Handle) {
        let state = VCPUState(memory, page: statePage)
        var step = state.steps.value
        if let count = state.interrupted {
            write(step, count: count, state)
            step &+= 1
        }
        var pace = Pace(stepsPerSecond: stepsPerSecond, from: thread.ownTime)
        while !thread.isEnding {
            let due = pace.due(at: thread.ownTime)
            guard due > 0 else {
                thread.sleep(until: MonotonicClock.now &+ (pace.rest(at: thread.ownTime) ?? 1_000_000_000))
                continue
            }
            let burst = min(due, Self.burst)
            for _ in 0..<burst {
                write(step, count: nil, state)
                step &+= 1
            }
            pace.pay(burst)
        }
    }

    /// Writes to the page of `step`, whose count before is in the page or, where that may have been written already, `count`.
    @inline(__always) private func write(_ step: UInt64, count: UInt64?, _ state: VCPUState) {
        let page = order.page(at: step)
        let words = unsafe base + page &* MemoryMapping.pageBytes
        let header = unsafe GuestWord(words)
        let old = count ?? header.value
        state.oldCount.value = old
        state.begun.value = step &+ 1
        let new = old &+ 1
        let slot = unsafe GuestWord(words + contents.slot(of: new) &* 8)
        slot.value = contents.word(of: new, key: contents.key(of: page))
        header.value = new
        state.steps.value = step &+ 1
    }
}
