import Agent
import LinuxSystem
import Synchronization

/// Opens data connections at an even pace, for the capture to time: SYN to SYN/ACK, hello to its acknowledgement.
///
/// Those that take longer than the pace overlap.
struct HandshakeTimer {
    let route: DataRoute
    let token: Token

    /// What came of it.
    struct Outcome: Sendable {
        /// The connections' own ends, by which the capture knows them.
        var connections: [DataRoute.Ends] = []
        var failures = 0
        /// Why the last that failed did.
        var failure: String?
    }

    private static let mostAtOnce = 16

    /// Numbers that no transfer's stream has.
    private static let stream = UInt32.max

    /// Makes `count` handshakes, `interval` nanoseconds apart, or as many as fit until `cancellation`.
    func run(count: Int, interval: Int64, cancellation: Cancellation) throws -> Outcome {
        let start = MonotonicClock.now
        let shared = Shared()
        let makeSome: @Sendable () -> Void = {
            while !cancellation.isCancelled {
                let slot = shared.nextSlot()
                guard slot < count, cancellation.sleep(until: start + Int64(slot) * interval) else { return }
                do {
                    shared.add(try route.ends(of: connect().socket))
                } catch {
                    shared.fail("\(error)")
                }
            }
        }
        // Fewer threads, where not all can be started, make fewer at once.
        let threads = (0..<min(count, Self.mostAtOnce)).compactMap { _ in try? BlockingThread(makeSome) }
        if threads.isEmpty, count > 0 { throw MeasurementError("no thread can be started for the handshakes") }
        for thread in threads { try thread.join() }
        return shared.outcome
    }

    /// Makes one.
    func connect() throws -> DataConnection { try route.open(stream: Self.stream, token: token) }
}

/// What the threads of a timer share.
private final class Shared: Sendable {
    private let state = Mutex((next: 0, outcome: HandshakeTimer.Outcome()))

    var outcome: HandshakeTimer.Outcome { state.withLock { $0.outcome } }

    func nextSlot() -> Int {
        state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
    }

    func add(_ ends: DataRoute.Ends) { state.withLock { $0.outcome.connections.append(ends) } }

    func fail(_ why: String) {
        state.withLock { state in
            state.outcome.failures += 1
            state.outcome.failure = why
        }
    }
}
