import Agent
import LinuxSystem

/// How often each page of a vCPU's part of the working set was written to, found by going through its steps once more.
struct PageLedger: Sendable {
    /// More steps than any guest does, at a million a second for ten days.
    static let mostSteps: UInt64 = 1 << 40

    /// The pages.
    let pages: Range<Int>

    /// The page of the step that may be in progress.
    let next: Int?

    private let counts: [UInt64]

    /// The counts after `steps` steps in `order`.
    init(_ order: AccessOrder, steps: UInt64, cancellation: Cancellation) throws(AgentError) {
        pages = order.pages
        next = order.pages.isEmpty ? nil : order.page(at: steps)
        var counts = [UInt64](repeating: 0, count: order.pages.count)
        let first = order.pages.lowerBound
        var step: UInt64 = order.pages.isEmpty ? steps : 0
        while step < steps {
            if cancellation.isCancelled { throw .interrupted }
            let end = min(steps, step + 1 << 20)
            unsafe counts.withUnsafeMutableBufferPointer { counts in
                while step < end {
                    unsafe counts[order.page(at: step) &- first] &+= 1
                    step &+= 1
                }
            }
        }
        self.counts = counts
    }

    /// How often `page` was written to.
    func count(of page: Int) -> UInt64 { counts[page - pages.lowerBound] }
}
