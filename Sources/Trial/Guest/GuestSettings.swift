public import Agent
import LinuxSystem

/// What a trial's guest is: its memory, and what its vCPUs do with it.
public struct GuestSettings: AgentMessage, Equatable {
    /// Bytes of memory, whole pages.
    public var memoryBytes: Int

    /// Bytes at the end of it that are zero and that nobody writes to.
    public var zeroBytes = 0

    /// Bytes that the workload writes into.
    public var workingSetBytes: Int

    /// Bytes of pages that it writes to each second, over all vCPUs: pages written times 4096.
    public var dirtyBytesPerSecond: Double

    /// Which of the working set's pages it writes to next.
    public var pattern = AccessPattern.uniform

    /// Threads that stand for vCPUs; each writes to a part of the working set of its own.
    public var vCPUs = 1

    /// What the contents and the order of the pages are derived from.
    public var seed: UInt64 = 1

    /// Whether the memory may be of transparent huge pages.
    public var hugePages = true

    /// A guest with the usual workload.
    public init(memoryBytes: Int, workingSetBytes: Int, dirtyBytesPerSecond: Double) {
        self.memoryBytes = memoryBytes
        self.workingSetBytes = workingSetBytes
        self.dirtyBytesPerSecond = dirtyBytesPerSecond
    }

    /// More steps than a vCPU makes in so many seconds: a tenth and a second more than it is to make.
    func mostSteps(in seconds: Double) -> UInt64 {
        let stepsPerSecond = dirtyBytesPerSecond / Double(MemoryMapping.pageBytes) / Double(max(1, vCPUs))
        let steps = stepsPerSecond * (seconds * 1.1 + 1)
        return steps < Double(PageLedger.mostSteps) ? UInt64(max(0, steps)) + 1 : PageLedger.mostSteps
    }

    /// Throws where the settings make no guest.
    public func validate() throws(AgentError) {
        try within(1 << 20...1 << 45, ["memoryBytes": memoryBytes])
        try within(0...memoryBytes, ["zeroBytes": zeroBytes, "workingSetBytes": workingSetBytes])
        try within(0...1e12, ["dirtyBytesPerSecond": dirtyBytesPerSecond])
        try within(1...256, ["vCPUs": vCPUs])
        for (name, bytes) in ["memoryBytes": memoryBytes, "zeroBytes": zeroBytes, "workingSetBytes": workingSetBytes]
        where bytes % MemoryMapping.pageBytes != 0 {
            throw AgentError("\(name) is \(bytes), which is no whole number of pages")
        }
        let statePages = 1 + vCPUs
        guard workingSetBytes <= memoryBytes - zeroBytes else {
            throw AgentError(
                "a working set of \(workingSetBytes) bytes does not fit beside \(zeroBytes) bytes that stay zero")
        }
        let room = min(workingSetBytes, memoryBytes - zeroBytes - statePages * MemoryMapping.pageBytes)
        guard room >= (dirtyBytesPerSecond > 0 ? vCPUs * MemoryMapping.pageBytes : 0) else {
            throw AgentError("\(vCPUs) vCPUs have no room for a page each in \(memoryBytes) bytes of memory")
        }
    }
}

/// The order in which a workload writes to the pages of its working set.
public enum AccessPattern: String, Codable, Sendable, CaseIterable {
    /// Each page as likely as any other.
    case uniform
    /// Nine of ten writes to a tenth of the pages.
    case hotSpot = "hot-spot"
    /// One page after the other, round and round.
    case sequential
}
