/// What is to be sent, what is under way on which stream, and what became of it; knows no socket and no clock.
struct SendLedger: Sendable {
    /// What the streams' threads take their chunks from.
    enum Job: Sendable {
        case none
        case round(Int, PageSet)
        case calibration
    }

    let pageCount: Int
    var lanes: [SendLane]
    private(set) var job = Job.none

    /// Where the next chunk begins, and pages of the round that nobody has taken.
    private var cursor = 0
    private(set) var untaken = 0

    /// Pages of the round that somebody has taken and that are not acknowledged.
    private(set) var underWay = 0

    /// What has to be taken again, as its stream died.
    private var returned: [Chunk] = []

    /// Pages to push, and the count of them.
    private var pushes: [Range<Int>] = []
    private(set) var pushesUntaken = 0
    private(set) var pushesUnderWay = 0

    /// Bytes and zero pages of the job, sent and acknowledged.
    private(set) var bytesSent = 0
    private(set) var bytesAcknowledged = 0
    private(set) var zeroPages = 0

    /// Why the last stream died.
    private(set) var failure: TransportError?
    var isClosed = false

    /// Pages that a chunk takes; few where the rate is kept low.
    let chunkPages: Int

    init(pageCount: Int, lanes: [SendLane], chunkPages: Int = Frame.mostPages) {
        self.pageCount = pageCount
        self.lanes = lanes
        self.chunkPages = chunkPages
    }

    /// Pages of the round that are not acknowledged.
    var pagesLeft: Int { untaken + underWay }

    /// What all living streams carry a second.
    var bytesPerSecond: Double? {
        let rates = lanes.filter { $0.life == .living }.compactMap(\.bytesPerSecond)
        return rates.isEmpty ? nil : rates.reduce(0, +)
    }

    /// Where each living stream is, by what is acknowledged.
    var points: [RateSamples.Point] {
        lanes.filter { $0.life == .living }.map { .init(bytes: $0.report.bytes, nanoseconds: $0.lastProgress) }
    }

    /// Begins a job; one that is left half done must have been acknowledged before, so that nothing old comes after it.
    mutating func begin(_ next: Job) {
        job = next
        (cursor, untaken, bytesSent, bytesAcknowledged, zeroPages) = (0, 0, 0, 0, 0)
        if case .round(_, let pages) = next { untaken = pages.count }
    }

    /// Nobody takes more of the job; what is under way is acknowledged or not.
    mutating func end() {
        job = .none
        untaken = 0
        returned.removeAll { $0.purpose != .push }
    }

    /// Adds pages to push.
    mutating func push(_ pages: Range<Int>) {
        if let last = pushes.last, last.upperBound == pages.lowerBound {
            pushes[pushes.count - 1] = last.lowerBound..<pages.upperBound
        } else {
            pushes.append(pages)
        }
        pushesUntaken += pages.count
    }

    /// Pages that were pushed, taken or not, and that are not acknowledged.
    var unacknowledgedPushes: PageSet {
        var set = PageSet(pageCount: pageCount)
        let chunks = returned.filter { $0.purpose == .push }.flatMap(\.runs)
        for run in pushes + chunks + lanes.flatMap(\.pushed) { set.insert(run) }
        return set
    }

    // MARK: What a stream's thread does

    /// The next pages for a stream; nil when there are none now, or others are quicker with the rest.
    mutating func take(_ lane: Int, at now: Int64) -> Chunk? {
        guard lanes[lane].life == .living, !isClosed else { return nil }
        if let chunk = takePush(lane) { return chunk }
        if case .calibration = job { return takeForCalibration() }
        guard !othersAreQuicker(than: lane, at: now) else { return nil }
        if let place = returned.lastIndex(where: { $0.purpose != .push }) {
            let chunk = returned.remove(at: place)
            untaken -= chunk.pages
            underWay += chunk.pages
            return chunk
        }
        guard case .round(let number, let pages) = job else { return nil }
        var runs: [Range<Int>] = []
        var count = 0
        while count < chunkPages, let run = pages.run(from: cursor, atMost: chunkPages - count) {
            runs.append(run)
            count += run.count
            cursor = run.upperBound
        }
        guard count > 0 else { return nil }
        untaken -= count
        underWay += count
        return Chunk(purpose: .round(number), runs: runs)
    }

    /// More of the same for a stream that has not sent what it took; nil where there is none at once.
    mutating func takeMore(_ lane: Int, of purpose: Chunk.Purpose) -> Chunk? {
        guard pushesUntaken == 0, let chunk = take(lane, at: 0) else { return nil }
        guard chunk.purpose == purpose else {
            giveBack(chunk)
            return nil
        }
        return chunk
    }

    /// Whether somebody has waited for what an acknowledgement brings: the end of the job, or room for more.
    var isAwaited: Bool {
        pagesLeft == 0 || pushesUntaken + pushesUnderWay == 0
            || (untaken + pushesUntaken > 0 && someoneWaits)
    }

    /// Whether a stream has nothing to do.
    var someoneWaits: Bool { lanes.contains { $0.isWaiting && $0.life == .living } }

    /// Notes pages that somebody pushes without any stream's thread.
    mutating func pushAtOnce(_ count: Int) { pushesUnderWay += count }

    private mutating func takeForCalibration() -> Chunk? {
        guard pageCount > 0 else { return nil }
        if cursor >= pageCount { cursor = 0 }
        let run = cursor..<min(pageCount, cursor + chunkPages)
        cursor = run.upperBound
        return Chunk(purpose: .calibration, runs: [run])
    }

    /// Pushed pages keep only little under way, so that those that somebody waits for do not stand behind them.
    private mutating func takePush(_ lane: Int) -> Chunk? {
        guard pushesUntaken > 0, lanes[lane].bytesUnderWay < lanes[lane].shortWindow else { return nil }
        if let place = returned.lastIndex(where: { $0.purpose == .push }) {
            let chunk = returned.remove(at: place)
            pushesUntaken -= chunk.pages
            pushesUnderWay += chunk.pages
            return chunk
        }
        var runs: [Range<Int>] = []
        var count = 0
        while count < SendLane.pushedPages, let next = pushes.first {
            let run = next.prefix(SendLane.pushedPages - count)
            // A frame's pages are in order.
            guard run.lowerBound >= runs.last?.upperBound ?? 0 else { break }
            runs.append(run)
            count += run.count
            if run.count == next.count { pushes.removeFirst() } else { pushes[0] = run.upperBound..<next.upperBound }
        }
        guard count > 0 else { return nil }
        pushesUntaken -= count
        pushesUnderWay += count
        return Chunk(purpose: .push, runs: runs)
    }

    /// Whether another stream could carry all that is left before this one could carry one chunk: then the last chunks of a round are
    /// left to it, so that no round waits for a slow stream.
    private func othersAreQuicker(than lane: Int, at now: Int64) -> Bool {
        let pages = min(untaken, chunkPages)
        guard pages > 0, let rate = lanes[lane].bytesPerSecond(at: now), rate > 0 else { return false }
        let mine = lanes[lane].seconds(for: pages, rate: rate)
        return lanes.indices.contains { other in
            guard other != lane, lanes[other].life == .living,
                let rate = lanes[other].bytesPerSecond(at: now), rate > 0
            else { return false }
            return lanes[other].seconds(for: untaken, rate: rate) < mine
        }
    }

    /// Takes chunks back that were not sent.
    mutating func giveBack(_ chunk: Chunk) {
        switch chunk.purpose {
        case .calibration: return
        case .push:
            pushesUnderWay -= chunk.pages
            pushesUntaken += chunk.pages
        case .round(let number):
            underWay -= chunk.pages
            guard case .round(number, _) = job else { return }
            untaken += chunk.pages
        }
        returned += chunk.split(atMost: chunkPages)
    }

    /// Notes a frame that is about to be sent.
    ///
    /// - Throws: where the stream is given up.
    mutating func record(_ frame: SentFrame, lane: Int) throws(TransportError) {
        guard lanes[lane].life == .living else { throw TransportError("the stream is given up") }
        lanes[lane].record(frame)
        bytesSent += frame.bytes
        zeroPages += frame.zeroPages
    }

    /// Notes what the destination says that it has dealt with.
    mutating func acknowledge(_ sequence: UInt64, lane: Int, at now: Int64) throws(TransportError) {
        guard lanes[lane].life == .living else { return }
        for frame in try lanes[lane].acknowledge(sequence, at: now) {
            bytesAcknowledged += frame.bytes
            switch frame.chunk?.purpose {
            case .push: pushesUnderWay -= frame.chunk?.pages ?? 0
            case .round: underWay -= frame.chunk?.pages ?? 0
            case .calibration, nil: break
            }
        }
    }

    // MARK: What becomes of streams

    /// Gives a stream up; false where it was before.
    mutating func fail(_ lane: Int, _ reason: String, afterSeconds: Double) -> Bool {
        guard lanes[lane].life == .living else { return false }
        lanes[lane].life = .fencing
        lanes[lane].report.diedAfterSeconds = afterSeconds
        lanes[lane].report.failure = reason
        if !lanes.contains(where: { $0.life == .living }) {
            failure = TransportError(lanes.count > 1 ? "the last stream has died: \(reason)" : reason)
        }
        return true
    }

    /// Nothing of a stream can be written any more: what was under way is for others to take.
    mutating func ended(_ lane: Int) {
        guard lanes[lane].life == .fencing else { return }
        lanes[lane].life = .dead
        for frame in lanes[lane].giveUp() { if let chunk = frame.chunk { giveBack(chunk) } }
    }

    /// Ends without an answer where no answer can come.
    mutating func fail(_ reason: TransportError) { failure = failure ?? reason }
}

extension SendLane {
    /// Pages of a frame that is pushed.
    static let pushedPages = 16

    /// Bytes that a stream carries in a round trip and a little more, by which it is busy and keeps no queue.
    var shortWindow: Int {
        guard let rate = bytesPerSecond, let roundTrip = report.roundTripSeconds else { return 1 << 20 }
        return max(256 << 10, Int(min(1e9, 1.25 * rate * (roundTrip + 0.001))))
    }

    /// Seconds until `pages` more are carried.
    func seconds(for pages: Int, rate: Double) -> Double {
        (Double(bytesUnderWay) + Double(pages) * 4_096) / rate
    }
}
