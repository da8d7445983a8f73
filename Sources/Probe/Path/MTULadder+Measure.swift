public import LinuxSystem

extension MTULadder {
    /// How it is measured.
    public struct Options: Sendable, Equatable {
        /// The MTU to begin with, in bytes with IP header.
        public var configured: Int
        /// How often a size is tried before it counts as unanswered.
        public var tries = 3
        /// How long each try waits for its reply, in nanoseconds; several times the round trip.
        public var patience: Int64 = 1_000_000_000

        /// Begins with `configured`.
        public init(configured: Int) { self.configured = configured }
    }

    /// Measures.
    ///
    /// - Parameters:
    ///   - ends: Between which addresses.
    ///   - options: How.
    ///   - cancellation: Ends it early.
    ///   - progress: Is told each size before it is tried.
    /// - Returns: the ladder, without a figure where nothing answered.
    /// - Throws: where the kernel allows no socket for it.
    public static func measure(
        _ ends: PathEnds, _ options: Options, unless cancellation: Cancellation, progress: (Int) -> Void = { _ in }
    ) throws(MeasurementError) -> MTULadder {
        let prober = try SizeProber(ends, options, cancellation)
        let least = ends.to.family == .ipv4 ? 68 : 1280
        return MTULadder(configured: max(options.configured, least), least: least) { size in
            progress(size)
            return prober.ask(size)
        }
    }
}

/// Tries sizes with echo requests.
private final class SizeProber {
    /// A packet that every path carries.
    private static let smallPayload = 32

    private let options: MTULadder.Options
    private let cancellation: Cancellation
    private let socket: EchoSocket
    private let headerBytes: Int
    private var sequence: UInt16 = 0

    init(_ ends: PathEnds, _ options: MTULadder.Options, _ cancellation: Cancellation) throws(MeasurementError) {
        self.options = options
        self.cancellation = cancellation
        socket = try EchoSocket(ends)
        headerBytes = ends.to.family.headerBytes + EchoPacket.headerBytes
        do { try socket.forbidFragments() } catch { throw MeasurementError("\(error)") }
    }

    /// What `size` is answered; silence counts only when small packets are answered between.
    func ask(_ size: Int) -> MTULadder.Answer {
        for _ in 0..<options.tries {
            let answer = exchange(payload: size - headerBytes)
            guard answer == .silence else { return answer }
            var isAlive = false
            for _ in 0..<options.tries where !isAlive {
                let small = exchange(payload: Self.smallPayload)
                if small == .cancelled { return .cancelled }
                isAlive = small == .answered
            }
            guard isAlive else { return .lost }
        }
        return .silence
    }

    /// One request and its answer.
    private func exchange(payload: Int) -> MTULadder.Answer {
        if cancellation.isCancelled { return .cancelled }
        sequence &+= 1
        let number = sequence
        switch socket.send(number, payload: payload) {
        case .sent: break
        case .tooLong: return .tooBig(mtu: ownMtu(), by: nil)
        case .refused: return .silence
        }
        let deadline = MonotonicClock.now &+ options.patience
        while true {
            while let arrival = socket.next() {
                switch arrival {
                case .reply(number, _): return .answered
                case .error(let about, let error) where (about ?? number) == number && error.meaning == .tooBig:
                    return .tooBig(mtu: error.mtu, by: error.offender)
                default: break
                }
            }
            switch socket.wait(until: deadline, unless: cancellation) {
            case .ready: break
            case .late: return .silence
            case .cancelled: return .cancelled
            }
        }
    }

    /// The MTU that this machine's kernel names for a packet that it does not send: the interface's.
    private func ownMtu() -> Int {
        while let arrival = socket.next() {
            if case .error(_, let error) = arrival, error.origin == .local { return error.mtu }
        }
        return 0
    }
}
