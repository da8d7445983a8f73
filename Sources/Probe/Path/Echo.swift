public import LinuxSystem

/// Round trips by ICMP echo: a warm-up that resolves addresses and wakes what sleeps, then requests at an interval.
public struct Echo: Sendable, Equatable {
    /// How it is measured.
    public struct Options: Sendable, Equatable {
        /// Requests that count.
        public var count = 200
        /// Requests before these, which do not.
        public var warmUp = 3
        /// From one request to the next, in nanoseconds.
        public var interval: Int64 = 20_000_000
        /// How long the last reply is waited for, in nanoseconds.
        public var patience: Int64 = 1_000_000_000
        /// Bytes after the ICMP header.
        public var payload = 56

        /// The options as they stand.
        public init() {}
    }

    /// The requests that count and were sent, and those that were answered.
    public private(set) var sent = 0

    /// Those that were answered.
    public private(set) var received = 0

    /// Replies beyond the first to a request.
    public private(set) var duplicates = 0

    /// Replies that came after the reply to a later request.
    public private(set) var reordered = 0

    /// The round trips in the order of the requests, in nanoseconds.
    public var roundTrips: [Int64] {
        zip(times, stampedTimes).compactMap { time, stamped in hasKernelStamps ? stamped ?? time : time }
    }

    /// Whether the kernel's stamps tell the times; otherwise the program's clock does, since a stamp is missing or the clock of
    /// day stepped meanwhile.
    public private(set) var hasKernelStamps = true

    /// What routers or this machine's kernel said instead of replying, each once.
    public private(set) var errors: [String] = []

    /// What tells its requests apart from others in a capture.
    private(set) var identifier: UInt16 = 0

    /// By the program's own clock, which never steps, and by the kernel's stamps, which are of the clock of day: socket(7).
    private var times: [Int64?] = []
    private var stampedTimes: [Int64?] = []
    private var left: [Int64] = []
    private var stamps: [Int64?] = []
    private var latest = -1

    /// Measures.
    ///
    /// - Parameters:
    ///   - ends: Between which addresses.
    ///   - options: How.
    ///   - cancellation: Ends it early; what was measured until then is returned.
    ///   - progress: Is told how many requests of all were sent.
    /// - Returns: what was measured.
    /// - Throws: where the kernel allows no socket for it.
    public static func measure(
        _ ends: PathEnds, _ options: Options = Options(), unless cancellation: Cancellation,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws(MeasurementError) -> Echo {
        var echo = Echo()
        var steps = ClockSteps()
        let warmUp = try EchoSocket(ends)
        echo.warmUp(warmUp, options, cancellation)
        let socket = try EchoSocket(ends)
        echo.identifier = socket.identifier
        var next = MonotonicClock.now
        while echo.sent < options.count, !cancellation.isCancelled {
            echo.send(socket, payload: options.payload)
            progress(echo.sent, options.count)
            next = max(next &+ options.interval, MonotonicClock.now &- options.interval)
            echo.listen(socket, until: next, unless: cancellation)
        }
        let end = MonotonicClock.now &+ options.patience
        while echo.received < echo.sent, MonotonicClock.now < end, !cancellation.isCancelled {
            echo.listen(socket, until: min(end, MonotonicClock.now &+ 5_000_000), unless: cancellation)
        }
        steps.look()
        if steps.total > 0 { echo.noteClockStep() }
        return echo
    }

    /// Resolves addresses, fills the caches of routers and wakes the processors at both ends.
    private mutating func warmUp(_ socket: EchoSocket, _ options: Options, _ cancellation: Cancellation) {
        for sequence in 0..<UInt16(clamping: options.warmUp) {
            _ = socket.send(sequence, payload: options.payload)
            let deadline = MonotonicClock.now &+ options.patience
            waiting: while socket.wait(until: deadline, unless: cancellation) == .ready {
                while let arrival = socket.next() {
                    switch arrival {
                    case .reply(sequence, _): break waiting
                    case .error(_, let error): note(error)
                    case .reply, .left: break
                    }
                }
            }
        }
    }

    private mutating func send(_ socket: EchoSocket, payload: Int) {
        noteSending(at: MonotonicClock.now)
        if case .refused(let error) = socket.send(UInt16(truncatingIfNeeded: sent - 1), payload: payload) {
            note("\(error)")
        }
    }

    private mutating func listen(_ socket: EchoSocket, until deadline: Int64, unless cancellation: Cancellation) {
        while socket.wait(until: deadline, unless: cancellation) == .ready {
            while let arrival = socket.next() { take(arrival, now: MonotonicClock.now) }
        }
    }

    /// The clock of day stepped, so that the kernel's stamps tell no times.
    mutating func noteClockStep() { hasKernelStamps = false }

    /// A request leaves about now, by the clock that never steps.
    mutating func noteSending(at time: Int64) {
        left.append(time)
        stamps.append(nil)
        times.append(nil)
        stampedTimes.append(nil)
        sent += 1
    }

    /// Takes what has arrived; numbers of requests go round after 65,536.
    mutating func take(_ arrival: EchoSocket.Arrival, now: Int64) {
        switch arrival {
        case .left(let sequence, let stamp):
            guard let index = index(of: sequence) else { return }
            stamps[index] = stamp
        case .error(_, let error):
            note(error)
        case .reply(let sequence, let stamp):
            guard let index = index(of: sequence) else { return }
            guard times[index] == nil else {
                duplicates += 1
                return
            }
            times[index] = max(0, now &- left[index])
            if let stamp, let start = stamps[index] {
                stampedTimes[index] = max(0, stamp &- start)
            } else {
                hasKernelStamps = false
            }
            received += 1
            if index < latest { reordered += 1 }
            latest = max(latest, index)
        }
    }

    /// The latest request with that number.
    private func index(of sequence: UInt16) -> Int? {
        let index = sent - 1 - Int(UInt16(truncatingIfNeeded: sent - 1) &- sequence)
        return index >= 0 ? index : nil
    }

    private mutating func note(_ error: QueuedError) { note(error.sentence) }

    private mutating func note(_ sentence: String) {
        if errors.count < 8, !errors.contains(sentence) { errors.append(sentence) }
    }
}
