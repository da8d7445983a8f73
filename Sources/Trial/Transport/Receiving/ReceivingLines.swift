import LinuxSystem
import Synchronization

/// The streams at the destination, and the threads that read them.
final class ReceivingLines: Sendable {
    let memory: MemoryMapping
    let settings: TransportSettings
    let writers: [FrameWriter]
    let pages: Mutex<ReceivedPages>
    let lanes: Mutex<[Lane]>
    let inbox = MessageInbox()
    let handlers: PageReceiver.Handlers

    private let outbox = MessageOutbox()
    private let isClosed = Atomic<Bool>(false)
    private let threads = Mutex<[BlockingThread<Void>]>([])
    private let began = MonotonicClock.now

    /// One stream.
    struct Lane: Sendable {
        /// Whether it was given up, and whether its thread has ended.
        var isFenced = false
        var isEnded = false
        var report: StreamReport
    }

    init(
        memory: MemoryMapping, isZero: Bool, streams: [PageStream], settings: TransportSettings,
        handlers: PageReceiver.Handlers
    ) throws {
        try settings.check(streams)
        self.memory = memory
        self.settings = settings
        self.handlers = handlers
        writers = streams.enumerated().map { FrameWriter($1, key: FrameKey(settings.key, stream: $0, .toSource)) }
        pages = Mutex(ReceivedPages(pageCount: memory.pageCount, isZero: isZero))
        lanes = Mutex(
            streams.map {
                Lane(report: StreamReport(pair: $0.pair, congestionControl: $0.socket.congestionControl))
            })
        for stream in streams {
            try stream.prepare()
            try stream.socket.setPatience(nanoseconds: max(5_000_000, Int64(min(settings.timeoutSeconds / 8, 1) * 1e9)))
        }
        do {
            for lane in streams.indices {
                let thread = try BlockingThread(named: "receive \(lane)") { [self] in serve(lane) }
                threads.withLock { $0.append(thread) }
            }
        } catch {
            close()
            throw error
        }
    }

    /// Why the last stream died; nil while one lives.
    var failure: TransportError? {
        lanes.withLock { lanes in
            guard lanes.allSatisfy(\.isEnded) else { return nil }
            let last = lanes.max { $0.report.diedAfterSeconds ?? 0 < $1.report.diedAfterSeconds ?? 0 }
            let reason = last?.report.failure ?? "the streams are closed"
            return TransportError(lanes.count > 1 ? "the last stream has died: \(reason)" : reason)
        }
    }

    /// Ends all streams, and waits for their threads.
    func close() {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        for lane in writers.indices { fence(lane) }
        for thread in threads.withLock({ $0 }) { _ = try? thread.join() }
    }

    // MARK: What becomes of streams

    /// Reads one stream to its end, and says so over another.
    private func serve(_ lane: Int) {
        let reason: String
        do {
            var reader = StreamReader(lane, self)
            reason = try reader.run()
        } catch {
            reason = "\(error)"
        }
        let isLast = lanes.withLock { lanes in
            lanes[lane].isEnded = true
            lanes[lane].report.diedAfterSeconds = Double(MonotonicClock.now - began) / 1e9
            lanes[lane].report.failure = reason
            return lanes.allSatisfy(\.isEnded)
        }
        if !isClosed.load(ordering: .acquiring) {
            let ended = try? outbox.frame(of: StreamNews.ended(lane, reason).message)
            if isLast {
                // The way to the source may still be open.
                if let ended { try? writers[lane].write(ended, delivered: inbox.delivered) }
            } else {
                for frame in outbox.kept { try? sendControl(frame) }
            }
        }
        writers[lane].stream.socket.abort()
        if isLast, !isClosed.load(ordering: .acquiring), let failure { handlers.ended(failure) }
    }

    /// Has a stream's thread end.
    private func fence(_ lane: Int) {
        lanes.withLock { $0[lane].isFenced = true }
        writers[lane].stream.socket.abort()
    }

    // MARK: Messages

    /// Takes a message of the source.
    func take(_ message: TransportMessage) throws(TransportError) {
        guard let news = try StreamNews(message, streams: writers.count, pageCount: memory.pageCount) else {
            return handlers.message(message)
        }
        guard case .fence(let lane) = news else {
            throw TransportError("the source tells of the end of a stream that it does not read")
        }
        fence(lane)
    }

    /// Notes how many messages the source has.
    func delivered(_ count: UInt32) throws(TransportError) { try outbox.delivered(count) }

    /// Sends a message over a stream that lives.
    func send(_ message: TransportMessage) throws { try sendControl(try outbox.frame(of: message)) }

    private func sendControl(_ frame: Frame) throws {
        while true {
            let living = lanes.withLock { lanes in lanes.indices.filter { !lanes[$0].isEnded && !lanes[$0].isFenced } }
            guard let first = living.first else { throw failure ?? TransportError("no stream lives") }
            do {
                for lane in living where try writers[lane].writeIfFree(frame, delivered: inbox.delivered) { return }
                return try writers[first].write(frame, delivered: inbox.delivered)
            } catch {
                // A half of a frame may be on its way: such a stream is of no more use. Its thread tells the rest.
                for lane in living where writers[lane].isBroken { fence(lane) }
            }
        }
    }
}
