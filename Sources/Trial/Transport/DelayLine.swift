import LinuxSystem

/// A stretch of line with a delay of its own, between a stream's user and its connection: for sweeps over the round-trip time.
///
/// Whoever makes one closes it.
final class DelayLine: Sendable {
    /// What the stream's user is given in place of the connection.
    let socket: TCPSocket

    private let inner: TCPSocket
    private let connection: TCPSocket
    private let threads = Guarded<[BlockingThread<Void>]>([])
    private let stop: Cancellation

    /// Puts half of `roundTripSeconds` before `connection` in each direction.
    ///
    /// At most `windowBytes` are under way in a round trip, as with a TCP of such a window: that is the most it carries.
    init(_ connection: TCPSocket, roundTripSeconds: Double, windowBytes: Int) throws {
        guard roundTripSeconds >= 0, roundTripSeconds <= 10, windowBytes >= 4_096, windowBytes <= 1 << 30 else {
            throw TransportError("no line can be made of \(roundTripSeconds) s and a window of \(windowBytes) bytes")
        }
        self.connection = connection
        (socket, inner) = try TCPSocket.pair()
        stop = try Cancellation()
        try connection.setBlocking(true)
        // What waits in the kernel is not on the line: little may.
        try socket.setBuffers(1 << 18)
        try inner.setBuffers(1 << 18)
        let roundTrip = Int64(roundTripSeconds * 1e9)
        do {
            for (from, to) in [(inner, connection), (connection, inner)] {
                let direction = DelayedBytes(windowBytes: windowBytes, roundTripNanoseconds: roundTrip)
                try start("delay in") { direction.read(from: from) }
                try start("delay out") { [stop] in direction.write(to: to, unless: stop) }
            }
        } catch {
            close()
            throw error
        }
    }

    private func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws {
        let thread = try BlockingThread(named: name) { body() }
        threads.withLock { $0.append(thread) }
    }

    /// Breaks the connection off, and ends the threads.
    func close() {
        stop.cancel()
        for socket in [socket, inner, connection] { socket.abort() }
        let ended = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        for thread in ended { _ = try? thread.join() }
    }
}

/// One direction of a line: what was read, and when it may go on.
private final class DelayedBytes: Sendable {
    private let roundTrip: Int64
    private let window: Int
    private let state = Guarded(State())

    private struct State: Sendable {
        var pieces: [Piece] = []
        /// Bytes that take room in the window, and when that is free again.
        var underWay = 0
        var releases: [(time: Int64, bytes: Int)] = []
        var isEnded = false

        mutating func release(at now: Int64) {
            let count = releases.prefix { $0.time <= now }.count
            guard count > 0 else { return }
            underWay -= releases[..<count].reduce(0) { $0 + $1.bytes }
            releases.removeFirst(count)
        }
    }

    private struct Piece: Sendable {
        var bytes: [UInt8]
        var due: Int64
    }

    private static let piece = 64 << 10

    init(windowBytes: Int, roundTripNanoseconds: Int64) {
        window = windowBytes
        roundTrip = roundTripNanoseconds
    }

    /// Takes what comes, as far as the window allows, until there is no more.
    func read(from socket: TCPSocket) {
        while let room = room() {
            var bytes = [UInt8](repeating: 0, count: min(room, Self.piece))
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe (try? socket.receive(into: $0)) ?? 0 }
            bytes.removeSubrange(count...)
            let now = MonotonicClock.now
            state.withLock { state in
                if bytes.isEmpty {
                    state.isEnded = true
                    return
                }
                state.pieces.append(Piece(bytes: bytes, due: now + roundTrip / 2))
                state.underWay += bytes.count
                state.releases.append((now + roundTrip, bytes.count))
            }
            state.wakeAll()
            if bytes.isEmpty { return }
        }
    }

    /// Waits for room in the window; nil at the end.
    private func room() -> Int? {
        while true {
            let room: Int?? = state.withLock { state in
                if state.isEnded { return .some(nil) }
                state.release(at: MonotonicClock.now)
                let room = window - state.underWay
                return room > 0 ? .some(room) : nil
            }
            if let room { return room }
            let next = state.withLock { $0.releases.first?.time } ?? 0
            MonotonicClock.sleep(nanoseconds: Int(max(20_000, min(next - MonotonicClock.now, 100_000_000))))
        }
    }

    /// Passes on what is due, until there is no more or somebody wants to stop.
    func write(to socket: TCPSocket, unless stop: Cancellation) {
        while !stop.isCancelled {
            let piece: Piece?? = state.wait(until: MonotonicClock.now + 100_000_000) { state in
                if state.pieces.isEmpty { return state.isEnded ? .some(nil) : nil }
                return .some(state.pieces.removeFirst())
            }
            guard let piece else { continue }
            guard let piece, stop.sleep(until: piece.due) else { break }
            var sent = 0
            while sent < piece.bytes.count {
                let part = unsafe piece.bytes.withUnsafeBytes { bytes in
                    try? unsafe socket.send(UnsafeRawBufferPointer(rebasing: bytes[sent...]))
                }
                guard let part else { return finish(socket) }
                sent += part
            }
        }
        finish(socket)
    }

    /// Nothing more goes this way: who reads at either end is to know.
    private func finish(_ socket: TCPSocket) {
        state.withLock { $0.isEnded = true }
        try? socket.finishSending()
    }
}
