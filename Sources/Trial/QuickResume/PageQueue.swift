/// The pages that the source still has to send, and in which order: what somebody waits for, then what lies behind that, then the
/// rest; each once.
struct PageQueue: Sendable, Equatable {
    /// Pages that have not been handed out.
    private(set) var rest: PageSet

    private var cursor = 0

    /// All of `pages`.
    init(_ pages: PageSet) { rest = pages }

    /// Whether every page has been handed out.
    var isEmpty: Bool { rest.isEmpty }

    /// Hands out `page`, for which somebody waits; false when it has been handed out before, or is not one of the guest's.
    mutating func take(_ page: Int) -> Bool {
        guard page >= 0, page < rest.pageCount, rest.contains(page) else { return false }
        rest.remove(page)
        // Whoever touched it is likely to touch its neighbours next.
        cursor = page + 1
        return true
    }

    /// Pages that follow each other, at most `limit`, from where the guest was last seen; nil when every page has been handed out.
    mutating func next(atMost limit: Int) -> Range<Int>? {
        guard let run = rest.run(from: cursor, atMost: limit) ?? rest.run(from: 0, atMost: limit) else { return nil }
        rest.remove(run)
        cursor = run.upperBound
        return run
    }
}
