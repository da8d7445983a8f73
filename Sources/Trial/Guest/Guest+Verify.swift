import LinuxSystem
import Synchronization

extension Guest {
    /// Damages that a verification lists.
    static let listedDamages = 16

    /// Looks at every page; the vCPUs of a running guest stand still meanwhile, its heart beats on.
    ///
    /// More than `mostSteps` of a vCPU are not gone through: memory that came from elsewhere may say anything.
    func verify(
        mostSteps: UInt64 = PageLedger.mostSteps, cancellation: Cancellation,
        progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws -> GuestVerification {
        try whileNoVCPUWrites {
            let start = MonotonicClock.now
            let found = Findings()
            let check = try pageCheck(
                found, mostSteps: min(mostSteps, PageLedger.mostSteps), cancellation: cancellation)
            let memory = memory
            try PageWork.each(0..<layout.pageCount, cancellation: cancellation, progress: progress) { pages in
                let scratch = Scratch()
                for page in pages {
                    let words = unsafe UnsafePointer(memory.words(of: page))
                    if let damage = unsafe check.damage(of: page, words, scratch: scratch) { found.add(damage) }
                }
            }
            let (count, damages) = found.all
            return GuestVerification(
                state: state, pages: layout.pageCount, damagedPages: count, damages: damages,
                seconds: Double(MonotonicClock.now - start) / 1e9)
        }
    }

    /// Goes through all steps once more, those of each vCPU on a thread of its own.
    private func pageCheck(_ found: Findings, mostSteps: UInt64, cancellation: Cancellation) throws -> PageCheck {
        let (settings, layout) = (settings, layout)
        let states = (0..<settings.vCPUs).map { VCPUState(memory, page: layout.statePage(of: $0)) }
        let steps = states.map { $0.steps.value }
        let ledgers = try BlockingThread<PageLedger?>.each(Array(steps.indices)) { index in
            // What memory says is not trusted: a wrong count must not keep the replay going for years.
            guard steps[index] <= mostSteps else { return nil }
            let order = AccessOrder(settings, layout: layout, vCPU: index)
            return try PageLedger(order, steps: steps[index], cancellation: cancellation)
        }.map { try $0.get() }

        var interrupted: [Bool] = []
        for (index, state) in states.enumerated() {
            let page = layout.statePage(of: index)
            guard let ledger = ledgers[index] else {
                found.add(
                    page, "says that vCPU \(index) has done \(steps[index]) steps, more than it can have in its time")
                interrupted.append(false)
                continue
            }
            let old = state.interrupted
            interrupted.append(old != nil)
            if let old, ledger.next.map({ ledger.count(of: $0) }) != old {
                found.add(
                    page, "says that the page of vCPU \(index)'s step in progress was written to \(old) times before")
            } else if state.begun.value > steps[index] &+ 1 || (ledger.next == nil && steps[index] > 0) {
                found.add(page, "says that vCPU \(index) began steps that it cannot have")
            }
        }
        return PageCheck(
            layout: layout, contents: PageContents(seed: settings.seed), ledgers: ledgers, interrupted: interrupted)
    }
}

/// Damages that several threads find.
private final class Findings: Sendable {
    private let found = Mutex((count: 0, first: [GuestVerification.Damage]()))

    var all: (count: Int, first: [GuestVerification.Damage]) { found.withLock { $0 } }

    func add(_ damage: GuestVerification.Damage) {
        found.withLock { found in
            found.count += 1
            let index = found.first.firstIndex { $0.page > damage.page } ?? found.first.count
            found.first.insert(damage, at: index)
            if found.first.count > Guest.listedDamages { found.first.removeLast() }
        }
    }

    func add(_ page: Int, _ what: String) {
        add(GuestVerification.Damage(page: page, kind: .corrupt, what: "page \(page), a state page, \(what)"))
    }
}
