import Crypto
import LinuxSystem

/// The heart: a thread of the guest whose counter lies in the guest's memory.
final class HeartbeatSender: Sendable {
    private let ways: [Way]
    private let key: SymmetricKey
    private let generation: UInt32
    private let interval: Int64
    private let state: HeartState

    /// One of the ways to the client.
    private final class Way: Sendable {
        private let socket: InternetSocket
        private let destination: SocketAddress

        init(to place: HeartbeatSettings.Place) throws {
            guard let address = InternetAddress(place.address) else {
                throw GuestError(description: "the heartbeat's address is no address")
            }
            socket = try InternetSocket(address.family, .datagram, .udp)
            destination = SocketAddress(address, port: place.port)
        }

        /// A network that is down is what the client is to notice, and no reason for the guest to stop.
        func send(_ bytes: [UInt8]) { try? socket.send(bytes, to: destination) }
    }

    /// The heart of a guest whose memory has `state`.
    init(_ settings: HeartbeatSettings, state: HeartState) throws {
        try settings.validate()
        ways = try settings.places.map { try Way(to: $0) }
        key = SymmetricKey(data: settings.key)
        generation = settings.generation
        interval = Int64(settings.intervalSeconds * 1e9)
        self.state = state
    }

    /// Beats until the thread is to end.
    ///
    /// The counter is noted before it is sent, and once more afterwards: where the guest was stopped in between, here or where its
    /// copy runs, it is sent again, so none is left out.
    func run(_ thread: ParkableThread.Handle) {
        var next = MonotonicClock.now
        while !thread.isEnding {
            let last = state.counter.value
            let counter = state.sent.value == last ? last &+ 1 : last
            state.counter.value = counter
            // Memory of the guest is touched outside of this, since a page of it may have to be waited for.
            thread.undisturbed { send(counter) }
            state.sent.value = counter
            next = max(next &+ interval, MonotonicClock.now &+ interval / 2)
            while !thread.isEnding, MonotonicClock.now < next { thread.sleep(until: next) }
        }
    }

    private func send(_ counter: UInt64) {
        let bytes = HeartbeatDatagram(generation: generation, counter: counter).bytes(key: key)
        for way in ways { way.send(bytes) }
    }
}
