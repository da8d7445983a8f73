import Agent
import LinuxSystem
import Synchronization

/// The data connections at the far end: the ports that are open, and the streams that have come or will.
final class OpenStreams: Sendable {
    /// Streams that may be expected at once.
    private static let mostStreams = 1_024

    /// How long a stream that was opened may take to arrive here.
    private static let patience: Int64 = 5_000_000_000

    private struct State {
        var listeners: [String: DataListener] = [:]
        var expected: [UInt32: Mailbox<TCPSocket>] = [:]
        var cancellations: [Cancellation] = []
    }

    private let state = Mutex(State())
    private let hellos = UsedHellos()

    /// Opens a port; streams that nobody expects are handshakes, which end once they are proved.
    func open(_ call: OpenPort) throws {
        guard let address = InternetAddress(call.address) else { throw AgentError("\(call.address) is no address") }
        let interface = try call.interface.flatMap { try NetworkInterface.named($0)?.index } ?? 0
        let listener = try DataListener(
            on: SocketAddress(address.on(interface: interface), port: call.port), device: call.interface,
            token: call.token, hellos: hellos
        ) { [self] stream, socket in
            state.withLock { $0.expected[stream] }?.put(socket)
        }
        let previous = state.withLock { state in
            defer { state.listeners[call.address] = listener }
            return state.listeners[call.address]
        }
        previous?.end()
    }

    /// Sets the buffers of connections to come.
    func setBuffers(_ bytes: Int, at address: String) throws {
        try state.withLock { $0.listeners[address] }?.setBuffers(max(4_096, bytes))
    }

    /// Closes all ports; what was dropped at them.
    func close() -> DataListener.Refusals {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            return Array(state.listeners.values)
        }
        var refusals = DataListener.Refusals()
        for listener in listeners {
            listener.end()
            refusals += listener.refusals
        }
        return refusals
    }

    /// Keeps connections with these numbers when they come.
    func expect(_ streams: [UInt32]) throws {
        _ = TransferBlock.shared
        let mailboxes = try streams.map { ($0, try Mailbox<TCPSocket>()) }
        try state.withLock { state in
            for (stream, mailbox) in mailboxes { state.expected[stream] = mailbox }
            guard state.expected.count <= Self.mostStreams else { throw AgentError("too many streams are expected") }
        }
    }

    /// The connections with these numbers, which are expected no longer.
    func take(_ streams: [UInt32]) throws -> [TCPSocket] {
        let deadline = MonotonicClock.now + Self.patience
        // Expected until they are here: the near end may ask for one before it was put into its mailbox.
        defer { state.withLock { state in for stream in streams { state.expected[stream] = nil } } }
        return try streams.map { stream in
            let mailbox = state.withLock { $0.expected[stream] }
            guard let socket = try mailbox?.take(until: deadline) else {
                throw AgentError("stream \(stream) has not come")
            }
            return socket
        }
    }

    /// Runs a transfer, tells its bytes twice a second, and lets it be stopped.
    func transferring<Outcome: Sendable>(
        _ streams: Int, event: @Sendable (TransferNews) -> Void,
        _ body: @escaping @Sendable (TransferBytes, Cancellation) throws -> Outcome
    ) throws -> Outcome {
        let cancellation = try Cancellation()
        let bytes = TransferBytes(streams: streams)
        let done = try Mailbox<Result<Outcome, any Error>>()
        state.withLock { $0.cancellations.append(cancellation) }
        defer { state.withLock { state in state.cancellations.removeAll { $0 === cancellation } } }
        try BlockingThread { done.put(Result { try body(bytes, cancellation) }) }.detach()
        while true {
            if let outcome = try done.take(until: MonotonicClock.now + 500_000_000) { return try outcome.get() }
            event(TransferNews(bytes: bytes.total))
        }
    }

    /// Ends the transfers under way.
    func stopTransfers() {
        for cancellation in state.withLock({ $0.cancellations }) { cancellation.cancel() }
    }
}
