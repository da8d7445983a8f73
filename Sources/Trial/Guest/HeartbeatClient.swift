import Crypto
import LinuxSystem
import Synchronization

/// Hears a guest's heart from outside, and records how long it was silent.
final class HeartbeatClient: Sendable {
    private let places: [HeartbeatSettings.Place]
    private let key: [UInt8]
    private let record: Record
    private let cancellation: Cancellation
    private let threads: [BlockingThread<Void>]

    private final class Record: Sendable {
        let value = Mutex(HeartbeatRecord())
    }

    /// Listens at each of `addresses`, at ports that the kernel chooses: each is a way of its own.
    init(on addresses: [InternetAddress]) throws {
        let key = try randomBytes(HeartbeatSettings.keyBytes)
        let (record, cancellation) = (Record(), try Cancellation())
        let ears = try addresses.map { try Ear(at: $0, key: SymmetricKey(data: key)) }
        (self.key, self.record, self.cancellation) = (key, record, cancellation)
        places = ears.map(\.place)
        var threads: [BlockingThread<Void>] = []
        do {
            for (way, ear) in ears.enumerated() {
                threads.append(
                    try BlockingThread(named: "heartbeats \(way)") {
                        try ear.listen(unless: cancellation) { heartbeat, time in
                            record.value.withLock { record in
                                guard let heartbeat else { return record.noteForeign() }
                                record.note(heartbeat, way: way, at: time)
                            }
                        }
                    })
            }
        } catch {
            cancellation.cancel()
            for thread in threads { try? thread.join() }
            throw error
        }
        self.threads = threads
    }

    /// What the guest that is started as number `generation` has to send to; counts from 0, one more for each start.
    func settings(generation: UInt32) -> HeartbeatSettings {
        HeartbeatSettings(places: places, key: key, generation: generation)
    }

    /// What was heard so far.
    var report: HeartbeatReport { record.value.withLock { $0.report } }

    /// The longest time without a heartbeat between two moments of the monotonic clock; nil where none was heard before.
    func longestSilence(in window: Range<Int64>) -> Int64? {
        record.value.withLock { $0.longestSilence(in: window) }
    }

    /// Ends listening; to be called once.
    func stop() {
        cancellation.cancel()
        for thread in threads { try? thread.join() }
    }
}

/// The socket, and when what it hears came.
private final class Ear: Sendable {
    private let socket: InternetSocket
    private let key: SymmetricKey
    let place: HeartbeatSettings.Place

    init(at address: InternetAddress, key: SymmetricKey) throws {
        socket = try InternetSocket(address.family, .datagram, .udp)
        try socket.bind(to: address, port: 0)
        try socket.stampReceived()
        guard let port = socket.localNumber else {
            throw GuestError(description: "the heartbeat client's port cannot be told")
        }
        let scope = address.scope == 0 ? "" : "%\(address.scope)"
        place = .init(address: "\(address)\(scope)", port: port)
        self.key = key
    }

    func listen(unless cancellation: Cancellation, _ hear: (HeartbeatDatagram?, Int64) -> Void) throws {
        var buffer = [UInt8](repeating: 0, count: 256)
        var heardAll = MonotonicClock.now
        while try socket.descriptor.waitReadable(until: .max, unless: cancellation) != .cancelled {
            while let message = unsafe buffer.withUnsafeMutableBytes({ unsafe socket.receive(into: $0) }) {
                let heartbeat = HeartbeatDatagram(buffer.prefix(message.count), key: key)
                hear(heartbeat, arrival(of: message, after: heardAll))
            }
            heardAll = MonotonicClock.now
        }
    }

    /// When the kernel took the message in, since this thread may have had to wait for a processor.
    private func arrival(of message: ReceivedMessage, after heardAll: Int64) -> Int64 {
        let now = MonotonicClock.now
        guard let stamp = message.stamp else { return now }
        // Of the clock of day, which may have stepped meanwhile: then it is out of the only range there is.
        return max(heardAll, min(now, now &- (RealtimeClock.now &- stamp)))
    }
}
