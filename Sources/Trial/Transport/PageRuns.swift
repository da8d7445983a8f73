/// Sets of pages as bytes, for frames and the payloads of messages: runs of 8 bytes each, six of the first page and two of the count.
enum PageRuns {
    /// The longest run.
    static let longest = Int(UInt16.max)

    private static let runsInPayload = TransportMessage.longestPayload / 8

    /// The pages of `set`, in as many payloads as it takes; none where it is empty.
    static func payloads(of set: PageSet) -> [[UInt8]] {
        var payloads: [[UInt8]] = []
        var page = 0
        while let run = set.run(from: page, atMost: longest) {
            page = run.upperBound
            if (payloads.last?.count ?? .max) >= 8 * runsInPayload { payloads.append([]) }
            payloads[payloads.count - 1] += payload(of: run)
        }
        return payloads
    }

    /// A payload of one run, of at most ``longest`` pages.
    static func payload(of run: Range<Int>) -> [UInt8] {
        let number = UInt64(run.lowerBound) | UInt64(run.count) << 48
        return stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
    }

    /// Reads a payload.
    ///
    /// - Throws: where a run is empty or beyond the guest's pages.
    static func runs(in payload: [UInt8], pageCount: Int) throws(TransportError) -> [Range<Int>] {
        guard payload.count % 8 == 0 else { throw TransportError("pages came in \(payload.count) bytes") }
        var runs: [Range<Int>] = []
        runs.reserveCapacity(payload.count / 8)
        for start in stride(from: 0, to: payload.count, by: 8) {
            let number = payload[start..<start + 8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            runs.append(try run(number, pageCount: pageCount))
        }
        return runs
    }

    /// The run that a number stands for.
    static func run(_ number: UInt64, pageCount: Int) throws(TransportError) -> Range<Int> {
        let first = Int(number & (1 << 48 - 1))
        let count = Int(number >> 48)
        guard count > 0, first + count <= pageCount else {
            throw TransportError("\(count) pages from \(first) on came for a guest of \(pageCount) pages")
        }
        return first..<first + count
    }
}
