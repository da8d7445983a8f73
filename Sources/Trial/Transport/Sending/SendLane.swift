/// What the source knows of one stream.
struct SendLane: Sendable {
    /// A stream lives, is given up (but what is under way may still be written), or is dead.
    enum Life: Sendable, Equatable {
        case living
        case fencing
        case dead
    }

    var life = Life.living
    var report: StreamReport

    /// Whether its thread has nothing to do.
    var isWaiting = false

    /// The next frame's number, and the first that is not acknowledged.
    private(set) var nextSequence: UInt64 = 0
    private var unacknowledged: [SentFrame] = []
    private var first = 0

    /// Bytes under way, and those of them that were pushed.
    private(set) var bytesUnderWay = 0

    /// When the destination last acknowledged something, or began to have something to acknowledge.
    private(set) var lastProgress: Int64
    private(set) var lastSent: Int64

    private var rate = RateMeter()

    init(pair: Int, congestionControl: String?, now: Int64) {
        report = StreamReport(pair: pair, congestionControl: congestionControl)
        (lastProgress, lastSent) = (now, now)
    }

    /// What it carries a second; nil until that is known.
    var bytesPerSecond: Double? { rate.bytesPerSecond }

    /// The same, but nothing where it stands still.
    func bytesPerSecond(at now: Int64) -> Double? {
        guard let rate = rate.bytesPerSecond else { return nil }
        return standsStill(at: now) ? 0 : rate
    }

    /// Whether something is under way although others would have been acknowledged by now.
    func standsStill(at now: Int64) -> Bool {
        bytesUnderWay > 0 && Double(now - lastProgress) / 1e9 > 0.25 + 4 * (report.roundTripSeconds ?? 0)
    }

    /// Whether the last frame under way will be acknowledged only with others, or late.
    var isUnheard: Bool { !isIdle && unacknowledged.last?.isUrgent == false }

    var isIdle: Bool { first == unacknowledged.count }

    /// Notes a frame that is about to be sent.
    mutating func record(_ frame: SentFrame) {
        if isIdle {
            lastProgress = frame.sentAt
            rate.restart(at: frame.sentAt)
        }
        lastSent = frame.sentAt
        nextSequence = frame.sequence + 1
        unacknowledged.append(frame)
        bytesUnderWay += frame.bytes
    }

    /// Takes out the frames before number `sequence`, which the destination has dealt with.
    mutating func acknowledge(_ sequence: UInt64, at now: Int64) throws(TransportError) -> [SentFrame] {
        let oldest = nextSequence - UInt64(unacknowledged.count - first)
        guard sequence >= oldest, sequence <= nextSequence else {
            throw TransportError("the destination acknowledged frame \(sequence), which is not due")
        }
        let done = Int(sequence - oldest)
        guard done > 0 else { return [] }
        let frames = Array(unacknowledged[first..<first + done])
        first += done
        if isIdle || first >= 256 {
            unacknowledged.removeFirst(first)
            first = 0
        }
        lastProgress = now
        let bytes = frames.reduce(0) { $0 + $1.bytes }
        bytesUnderWay -= bytes
        report.bytes += bytes
        report.pages += frames.reduce(0) { $0 + ($1.chunk?.pages ?? 0) }
        rate.add(bytes, at: now)
        report.bytesPerSecond = rate.bytesPerSecond
        let roundTrip = Double(now - frames[done - 1].sentAt) / 1e9
        report.roundTripSeconds = min(report.roundTripSeconds ?? .infinity, roundTrip)
        return frames
    }

    /// Gives up what is under way.
    mutating func giveUp() -> [SentFrame] {
        defer {
            unacknowledged = []
            first = 0
            bytesUnderWay = 0
        }
        return Array(unacknowledged[first...])
    }

    /// Pages that were pushed and are under way.
    var pushed: [Range<Int>] {
        unacknowledged[first...].flatMap { $0.chunk?.purpose == .push ? $0.chunk?.runs ?? [] : [] }
    }
}
