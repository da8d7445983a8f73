import LinuxSystem

/// The streams at the source: what they are to send, and the threads that do.
final class SendingLines: Sendable {
    let memory: MemoryMapping
    let settings: TransportSettings
    let writers: [FrameWriter]
    let ledger: Guarded<SendLedger>
    let inbox = MessageInbox()
    let receive: @Sendable (TransportMessage) -> Void
    let outbox = MessageOutbox()
    let pace: SendPace?
    let began = MonotonicClock.now

    private let stop: Cancellation
    private let errands = BlockingQueue<Errand>(limit: .max)
    private let threads = Guarded<[BlockingThread<Void>]>([])

    /// What is sent by a thread of its own, since it may have to wait for a stream that only the watch gives up.
    private enum Errand: Sendable {
        /// The word that a stream is given up, and messages that were on it.
        case fence(Int)
        /// A sign of life.
        case ping(Int)
    }

    /// The most that waits for a stream: pages to push that nobody has taken.
    static let mostPushes = 512

    init(
        memory: MemoryMapping, streams: [PageStream], settings: TransportSettings,
        receive: @escaping @Sendable (TransportMessage) -> Void
    ) throws {
        try settings.check(streams)
        self.memory = memory
        self.settings = settings
        writers = streams.enumerated().map {
            FrameWriter($1, key: FrameKey(settings.key, stream: $0, .toDestination))
        }
        let now = MonotonicClock.now
        let lanes = streams.map {
            SendLane(pair: $0.pair, congestionControl: $0.socket.congestionControl, now: now)
        }
        pace = settings.maxBytesPerSecond.map { SendPace(bytesPerSecond: $0) }
        ledger = Guarded(
            SendLedger(
                pageCount: memory.pageCount, lanes: lanes, chunkPages: pace?.chunkPages ?? Frame.mostPages))
        self.receive = receive
        stop = try Cancellation()
        for stream in streams { try stream.prepare() }
        do {
            for lane in streams.indices {
                try start("send \(lane)") { lines in lines.serve(lane) }
                try start("acknowledge \(lane)") { lines in lines.listen(lane) }
            }
            try start("watch streams") { lines in lines.watch() }
            try start("stream errands") { lines in lines.runErrands() }
        } catch {
            close()
            throw error
        }
    }

    private func start(_ name: String, _ body: @escaping @Sendable (SendingLines) -> Void) throws {
        let thread = try BlockingThread(named: name) { [self] in body(self) }
        threads.withLock { $0.append(thread) }
    }

    /// Does `body` until it returns something, for a while; throws when no stream lives.
    func wait<Result>(nanoseconds: Int64, for body: (inout SendLedger) -> Result?) throws -> Result? {
        let outcome: Swift.Result<Result, TransportError>? = ledger.wait(until: MonotonicClock.now + nanoseconds) {
            // What is done is done, even where the last stream died right after.
            if let result = body(&$0) { return .success(result) }
            return $0.failure.map { .failure($0) }
        }
        return try outcome?.get()
    }

    /// Ends all streams and their threads.
    func close() {
        let isFirst = ledger.withLock { ledger in
            defer { ledger.isClosed = true }
            ledger.fail(TransportError("the streams are closed"))
            return !ledger.isClosed
        }
        guard isFirst else { return }
        stop.cancel()
        errands.close()
        for writer in writers { writer.stream.socket.abort() }
        ledger.wakeAll()
        for thread in threads.withLock({ $0 }) { _ = try? thread.join() }
    }

    // MARK: What becomes of streams

    /// Gives streams up: their connections are broken off, the destination is told, and messages go over another.
    ///
    /// Never waits, so that a thread that watches or listens is not held up by another stream that stands still.
    func fail(_ lanes: [Int], _ reason: String) {
        let seconds = Double(MonotonicClock.now - began) / 1e9
        // All of them first, so that the word of one is not sent over the next.
        let given = ledger.withLock { ledger in
            ledger.isClosed ? [] : lanes.filter { ledger.fail($0, reason, afterSeconds: seconds) }
        }
        guard !given.isEmpty else { return }
        for lane in given { writers[lane].stream.socket.abort() }
        ledger.wakeAll()
        for lane in given { _ = errands.put(.fence(lane)) }
    }

    /// The same of one stream.
    func fail(_ lane: Int, _ reason: String) { fail([lane], reason) }

    private func runErrands() {
        while let errand = errands.take() {
            switch errand {
            case .fence(let lane):
                _ = try? outbox.frame(of: StreamNews.fence(lane).message)
                for frame in outbox.kept { try? sendControl(frame) }
            case .ping(let lane): pingIfFree(lane)
            }
        }
    }

    /// Takes a message of the destination.
    func take(_ message: TransportMessage) throws(TransportError) {
        guard let news = try StreamNews(message, streams: writers.count, pageCount: memory.pageCount) else {
            return receive(message)
        }
        switch news {
        case .fence: throw TransportError("the destination gives a stream up that it does not send on")
        case .ended(let lane, let reason):
            fail(lane, reason)
            ledger.withLock { $0.ended(lane) }
            ledger.wakeAll()
        // What cannot be pushed shows where the rest is.
        case .damaged(let pages): try? pushAtOnce(pages)
        }
    }

    /// Looks now and then whether streams move, and has those that have nothing to do say that they live.
    ///
    /// It never writes: nobody else would end the wait for a stream that stands still.
    private func watch() {
        let patience = Int64(settings.timeoutSeconds * 1e9)
        let fencing = 2 * patience
        while stop.sleep(nanoseconds: max(5_000_000, min(patience / 10, 250_000_000))) {
            let now = MonotonicClock.now
            let (stuck, silent, unanswered) = ledger.withLock { ledger in
                let living = ledger.lanes.indices.filter { ledger.lanes[$0].life == .living }
                return (
                    living.filter { !ledger.lanes[$0].isIdle && now - ledger.lanes[$0].lastProgress > patience },
                    living.filter { ledger.lanes[$0].isIdle && now - ledger.lanes[$0].lastSent > patience / 4 },
                    ledger.lanes.contains { $0.life == .fencing && now - $0.lastProgress > fencing + patience }
                )
            }
            fail(stuck, "nothing got through for \(settings.timeoutSeconds) s")
            for lane in silent { _ = errands.put(.ping(lane)) }
            if unanswered {
                ledger.withLock {
                    $0.fail(TransportError("the destination does not answer that it has given a stream up"))
                }
                ledger.wakeAll()
            }
        }
    }
}
