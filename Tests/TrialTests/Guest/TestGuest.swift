import LinuxSystem

@testable import Trial

/// A guest of some pages, filled.
func filledGuest(
    pages: Int = 600, zeroPages: Int = 50, workingSet: Int = 400, pagesPerSecond: Double = 0,
    pattern: AccessPattern = .uniform, vCPUs: Int = 2, seed: UInt64 = 7
) throws -> Guest {
    var settings = GuestSettings(
        memoryBytes: pages * MemoryMapping.pageBytes, workingSetBytes: workingSet * MemoryMapping.pageBytes,
        dirtyBytesPerSecond: pagesPerSecond * Double(MemoryMapping.pageBytes))
    settings.zeroBytes = zeroPages * MemoryMapping.pageBytes
    (settings.pattern, settings.vCPUs, settings.seed) = (pattern, vCPUs, seed)
    let guest = try Guest(settings, memory: MemoryMapping(byteCount: settings.memoryBytes))
    try guest.fill(cancellation: Cancellation())
    return guest
}

extension Guest {
    /// A guest whose memory is a copy of this one's.
    func copy() throws -> Guest {
        let copy = try Guest(settings, memory: MemoryMapping(byteCount: memory.byteCount))
        unsafe copy.memory.base.copyMemory(from: memory.base, byteCount: memory.byteCount)
        return copy
    }

    /// Looks at every page.
    func verify() throws -> GuestVerification { try verify(cancellation: Cancellation()) }

    /// A word of its memory.
    func word(_ page: Int, _ index: Int) -> GuestWord { GuestWord(memory, page: page, word: index) }

    /// Waits until its vCPUs have done `steps` steps together, and each its part of them.
    func waitForSteps(_ steps: UInt64) {
        while state.steps.contains(where: { $0 < steps / UInt64(settings.vCPUs) }) {
            MonotonicClock.sleep(nanoseconds: 200_000)
        }
    }
}
