import Agent
import LinuxSystem

/// Handshakes made while something else loads the path.
struct LoadedHandshakes {
    private let stop: Cancellation
    private let thread: BlockingThread<HandshakeTimer.Outcome>

    /// Ten a second until ``end()``.
    init(_ route: DataRoute, token: Token) throws {
        let stop = try Cancellation()
        self.stop = stop
        // What is timed is the path: their own buffers would only cost memory.
        var route = route
        route.bufferBytes = nil
        let timer = HandshakeTimer(route: route, token: token)
        thread = try BlockingThread { try timer.run(count: .max, interval: 100_000_000, cancellation: stop) }
    }

    /// Ends them, and tells the connections that were made.
    func end() -> [DataRoute.Ends] {
        stop.cancel()
        return (try? thread.join())?.connections ?? []
    }
}
