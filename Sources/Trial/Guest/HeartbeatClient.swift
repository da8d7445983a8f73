import Crypto
import LinuxSystem
import Synchronization

/// Hears a guest's heart from outside, and records how long it was silent.
final class HeartbeatClient: Sendable {
    private let address: InternetAddress
    private let port: UInt16
    private let key: [UInt8]
    private let record: Record
    private let cancellation: Cancellation
    private let thread: BlockingThread<Void>

    private final class Record: Sendable {
        let value = Mutex(HeartbeatRecord())
    }

    /// Listens at `address`, at a port that the kernel chooses unless one is given.
    init(on address: InternetAddress, port: UInt16 = 0) throws {
        let socket = try InternetSocket(address.family, .datagram, .udp)
        try socket.bind(to: address, port: port)
        try socket.stampReceived()
        guard let number = socket.localNumber else {
            throw GuestError(description: "the heartbeat client's port cannot be told")
        }
        self.address = address
        self.port = number
        key = try randomBytes(HeartbeatSettings.keyBytes)
        let (record, cancellation) = (Record(), try Cancellation())
        (self.record, self.cancellation) = (record, cancellation)
        let ear = Ear(socket, key: SymmetricKey(data: key))
        thread = try BlockingThread(named: "heartbeats") {
            try ear.listen(unless: cancellation) { heartbeat, time in
                record.value.withLock { record in
                    if let heartbeat { record.note(heartbeat, at: time) } else { record.noteForeign() }
                }
            }
        }
    }

    /// What the guest that is started as number `generation` has to send to; counts from 0, one more for each start.
    func settings(generation: UInt32) -> HeartbeatSettings {
        let scope = address.scope == 0 ? "" : "%\(address.scope)"
        return HeartbeatSettings(address: "\(address)\(scope)", port: port, key: key, generation: generation)
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
        try? thread.join()
    }
}

/// The socket, and when what it hears came.
private final class Ear: Sendable {
    private let socket: InternetSocket
    private let key: SymmetricKey

    init(_ socket: consuming InternetSocket, key: SymmetricKey) {
        self.socket = socket
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
