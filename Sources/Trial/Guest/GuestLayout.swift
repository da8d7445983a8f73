import Agent
import LinuxSystem

/// Where in a guest's memory is what: state pages, the working set, pages that nobody writes to, zero pages.
struct GuestLayout: Sendable, Equatable {
    /// All pages.
    let pageCount: Int

    /// The first page is the heart's, and one page more is each vCPU's.
    let statePages: Range<Int>

    /// Pages that the vCPUs write to; of what was asked for, as many as there is room for beside the state pages.
    let workingSet: Range<Int>

    /// Pages at the end that are zero.
    let zeroPages: Range<Int>

    private let vCPUs: Int

    /// The layout of a guest.
    init(_ settings: GuestSettings) throws(AgentError) {
        try settings.validate()
        let page = MemoryMapping.pageBytes
        vCPUs = settings.vCPUs
        pageCount = settings.memoryBytes / page
        statePages = 0..<1 + vCPUs
        zeroPages = pageCount - settings.zeroBytes / page..<pageCount
        workingSet =
            statePages
            .upperBound..<min(
                statePages.upperBound + settings.workingSetBytes / page, zeroPages.lowerBound)
    }

    /// The state page of a vCPU.
    func statePage(of vCPU: Int) -> Int { 1 + vCPU }

    /// The part of the working set that is a vCPU's own.
    func workingSet(of vCPU: Int) -> Range<Int> {
        let bounds = (vCPU...vCPU + 1).map { workingSet.lowerBound + workingSet.count * $0 / vCPUs }
        return bounds[0]..<bounds[1]
    }
}
