/// What the destination knows of the guest's pages.
struct ReceivedPages: Sendable {
    /// Pages that have not arrived, or not as they were when they were sent.
    private(set) var suspects: PageSet

    /// Pages that may hold something else than zeros.
    private(set) var written: PageSet

    /// The latest round of which something came.
    private(set) var round: UInt32 = 0

    /// Whether nothing may be written any more.
    var isSealed = false

    init(pageCount: Int, isZero: Bool) {
        suspects = PageSet(pageCount: pageCount)
        suspects.insert(0..<pageCount)
        written = PageSet(pageCount: pageCount)
        if !isZero { written.insert(0..<pageCount) }
    }

    /// Notes a frame whose pages are about to be written; those of its zero pages that may hold something else are to be cleared first.
    mutating func begin(_ frame: Frame) throws(TransportError) -> [Range<Int>] {
        guard !isSealed else { throw TransportError("pages came for a guest that runs here already") }
        guard frame.round >= round else {
            throw TransportError("pages of round \(frame.round) came in round \(round)")
        }
        round = frame.round
        var dirty: [Range<Int>] = []
        for run in frame.zeroRuns {
            var page = run.lowerBound
            while let found = written.run(from: page), found.lowerBound < run.upperBound {
                dirty.append(found.clamped(to: run))
                page = found.upperBound
            }
        }
        for run in frame.runs { written.insert(run) }
        return dirty
    }

    /// Notes pages that have arrived, and which of those with contents are wrong, by their place.
    mutating func arrived(_ frame: Frame, wrong: [Int]) {
        for run in frame.zeroRuns { suspects.remove(run) }
        for run in frame.runs { suspects.remove(run) }
        guard !wrong.isEmpty else { return }
        let pages = frame.runs.flatMap { Array($0) }
        for place in wrong where place < pages.count { suspects.insert(pages[place]) }
    }

    /// Leaves it to others whether pages are right.
    mutating func discard(_ runs: [Range<Int>]) {
        for run in runs { suspects.remove(run) }
    }
}
