import Agent
import LinuxSystem
import Synchronization

/// The port of a host that guests come in by: streams that were announced wait here for who receives the guest.
final class StreamDoor: Sendable {
    private struct State {
        var listeners: [DataListener] = []
        var expected: [UInt32: Mailbox<TCPSocket>] = [:]
    }

    /// Streams that may be announced at once.
    private static let mostStreams = 1_024

    private let state = Mutex(State())

    /// Opens the port at each place, in place of what was open before; streams that nobody announced are dropped.
    func open(_ call: OpenDoor) throws {
        _ = close()
        let hellos = UsedHellos()
        for place in call.places {
            guard let address = InternetAddress(place.address) else {
                throw AgentError("\(place.address) is no address")
            }
            let interface = try place.interface.flatMap { try NetworkInterface.named($0)?.index } ?? 0
            let listener = try DataListener(
                on: SocketAddress(address.on(interface: interface), port: call.port), device: place.interface,
                token: call.token, hellos: hellos
            ) { [self] stream, socket in
                state.withLock { $0.expected[stream] }?.put(socket)
            }
            if let bytes = place.bufferBytes { try listener.setBuffers(max(4_096, bytes)) }
            state.withLock { $0.listeners.append(listener) }
        }
    }

    /// Closes the port; what was dropped there.
    func close() -> DataListener.Refusals {
        let listeners = state.withLock { state in
            defer { state.listeners = [] }
            return state.listeners
        }
        var refusals = DataListener.Refusals()
        for listener in listeners {
            listener.end()
            refusals += listener.refusals
        }
        return refusals
    }

    /// Keeps streams with these numbers when they come.
    func expect(_ streams: [StreamNumber]) throws {
        let mailboxes = try streams.map { ($0.number, try Mailbox<TCPSocket>()) }
        try state.withLock { state in
            for (number, mailbox) in mailboxes { state.expected[number] = mailbox }
            guard state.expected.count <= Self.mostStreams else { throw AgentError("too many streams are expected") }
        }
    }

    /// The streams with these numbers, which are expected no longer; waits for those that have not come until `deadline`.
    func take(_ streams: [StreamNumber], until deadline: Int64, cancellation: Cancellation) throws -> [PageStream] {
        defer { state.withLock { state in for stream in streams { state.expected[stream.number] = nil } } }
        return try streams.map { stream in
            let mailbox = state.withLock { $0.expected[stream.number] }
            guard let socket = try mailbox?.take(until: deadline, cancellation: cancellation) else {
                if cancellation.isCancelled { throw AgentError.interrupted }
                throw AgentError("a data connection has not come from the source (number \(stream.number))")
            }
            return PageStream(pair: stream.pair, socket: socket)
        }
    }
}
