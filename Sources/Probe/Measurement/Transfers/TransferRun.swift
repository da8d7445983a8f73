import Agent
import Evidence
import LinuxSystem
import SourceText

/// One transfer: some connections for each pair, all at once, in one direction.
struct TransferRun {
    let farEnd: FarEnd
    let token: Token
    let direction: Goodput.Direction
    let lanes: [Lane]
    let settings: TransferSettings

    /// A pair and how many connections it carries.
    struct Lane: Sendable {
        var pair: Int
        var route: DataRoute
        var streams: Int
    }

    /// What one connection carried.
    struct Stream: Sendable {
        var pair: Int
        var ends: DataRoute.Ends
        /// Payload that was read at the receiving socket, hello and answer included as the capture has them too.
        var bytes = 0
        var sender: StreamSender.Outcome?
        var receiver: StreamReceiver.Outcome?
    }

    /// What came of it; of one that broke off, what is known.
    struct Outcome: Sendable {
        var direction: Goodput.Direction
        var streams: [Stream]
        var seconds: Double
        var maxRateMbps: Double?
        var near: SocketFacts?
        var far: SocketFacts?
        /// Why it ended before its time.
        var failure: String?
        /// Handshakes made meanwhile, by which the capture tells the round trip under load.
        var handshakes: [DataRoute.Ends] = []
    }

    /// Numbers of streams are given out once.
    let firstStream: UInt32

    /// Makes the transfer; `news` is told the bytes until now, twice a second.
    ///
    /// - Throws: where not even the connections came to be.
    func run(cancellation: Cancellation, news: (Int) -> Void) throws -> Outcome {
        _ = TransferBlock.shared
        let numbers = lanes.flatMap { lane in Array(repeating: lane, count: lane.streams) }.enumerated().map {
            (firstStream + UInt32($0.offset), $0.element)
        }
        _ = try farEnd.call(ExpectStreams(streams: numbers.map(\.0)), cancellation: cancellation)
        let opened = try BlockingThread.each(numbers) { [token] number, lane in
            try lane.route.open(stream: number, token: token).socket
        }
        let sockets = try opened.map { try $0.get() }
        let streams = try zip(numbers, sockets).map { number, socket in
            Stream(pair: number.1.pair, ends: try number.1.route.ends(of: socket))
        }
        var outcome = Outcome(direction: direction, streams: streams, seconds: settings.seconds)
        let handshakes = try LoadedHandshakes(lanes[0].route, token: token)
        let start = MonotonicClock.now
        let made = Result {
            switch direction {
            case .forward: try send(sockets, numbers.map(\.0), &outcome, cancellation, news)
            case .reverse: try receive(sockets, numbers.map(\.0), &outcome, cancellation, news)
            }
        }
        outcome.seconds = Double(MonotonicClock.now - start) / 1e9
        outcome.near = SocketFacts(sockets)
        outcome.handshakes = handshakes.end()
        try made.get()
        return outcome
    }

    private func send(
        _ sockets: [TCPSocket], _ numbers: [UInt32], _ outcome: inout Outcome, _ cancellation: Cancellation,
        _ news: (Int) -> Void
    ) throws {
        let bytes = TransferBytes(streams: sockets.count)
        let settings = settings
        let sending = try BlockingThread {
            try settings.send(on: sockets, bytes: bytes, cancellation: cancellation)
        }
        let reply = Result { () throws(AgentError) in
            try farEnd.call(
                ReceiveStreams(streams: numbers), patience: Self.patience, limit: limit, cancellation: cancellation,
                grace: Self.patience
            ) { news($0.bytes) }
        }
        if case .failure = reply { for socket in sockets { socket.abort() } }
        let sent = try sending.join()
        for (index, sender) in sent.enumerated() {
            outcome.streams[index].sender = sender
            outcome.failure = outcome.failure ?? sender.failure
        }
        switch reply {
        case .success(let reply):
            outcome.far = reply.socket
            try Self.check(reply.streams.count, numbers.count)
            for (index, receiver) in reply.streams.enumerated() {
                guard receiver.bytes <= sent[index].bytes else {
                    throw AgentError("the far end sent nonsense: it received more than was sent")
                }
                outcome.streams[index].receiver = receiver
                outcome.streams[index].bytes = receiver.bytes + DataConnection.helloBytes
                outcome.failure = outcome.failure ?? receiver.failure?.visible
            }
        case .failure(let error): outcome.failure = error.description
        }
    }

    private func receive(
        _ sockets: [TCPSocket], _ numbers: [UInt32], _ outcome: inout Outcome, _ cancellation: Cancellation,
        _ news: (Int) -> Void
    ) throws {
        let bytes = TransferBytes(streams: sockets.count)
        let aborted = try Cancellation()
        let receiving = try BlockingThread {
            try TransferSettings.receive(on: sockets, bytes: bytes, cancellation: aborted)
        }
        let reply = Result { () throws(AgentError) in
            try farEnd.call(
                SendStreams(streams: numbers, settings: settings), patience: Self.patience, limit: limit,
                cancellation: cancellation, grace: Self.patience, event: { _ in news(bytes.total) },
                stopped: { _ = try? farEnd.call(StopTransfers(), patience: 2_000_000_000) })
        }
        if case .failure = reply { for socket in sockets { socket.abort() } }
        aborted.cancel()
        let received = try receiving.join()
        for (index, receiver) in received.enumerated() {
            outcome.streams[index].receiver = receiver
            outcome.streams[index].bytes = receiver.bytes + DataConnection.answerBytes
            outcome.failure = outcome.failure ?? receiver.failure
        }
        switch reply {
        case .success(let reply):
            outcome.far = reply.socket
            try Self.check(reply.streams.count, numbers.count)
            for (index, sender) in reply.streams.enumerated() {
                outcome.streams[index].sender = sender
                outcome.failure = outcome.failure ?? sender.failure?.visible
            }
        case .failure(let error): outcome.failure = error.description
        }
    }

    private static func check(_ count: Int, _ expected: Int) throws(AgentError) {
        guard count == expected else {
            throw AgentError("the far end sent nonsense: it tells of \(count) streams instead of \(expected)")
        }
    }

    /// The time of the transfer, and as long as its end may take at either end.
    private var limit: Int64 { settings.nanoseconds + 2 * StreamSender.patience + Self.patience }

    /// Transfers tell their bytes twice a second; what is silent much longer is gone.
    private static let patience = StreamSender.patience + 5_000_000_000
}
