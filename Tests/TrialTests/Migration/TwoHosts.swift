import Agent
import LinuxSystem
import Synchronization
import Testing

@testable import Trial

/// Two hosts in one process, with a guest at one of them, and an arbiter that answers as a test wants.
final class TwoHosts: Sendable {
    let source: HostedGuest
    let destination: HostedGuest
    private let door = StreamDoor()
    private let token: Token
    private let port: UInt16
    private let arbiter = Mutex(Arbiter())
    private let lastSent = Mutex<SendGuest?>(nil)
    private let interruptions = Atomic(0)

    /// Starts the guest at the source.
    init(_ settings: GuestSettings) throws {
        token = try Token()
        port = try TCPListener(on: SocketAddress(try #require(loopback), port: 0)).address?.port ?? 0
        source = try HostedGuest(settings) { _ in }
        destination = try HostedGuest(settings) { _ in }
        try source.boot(heartbeat: nil) { _ in }
    }

    /// What a test may change of a migration.
    struct Course: Sendable {
        var settings = MigrationSettings()
        var streams = 2
        var backupDirectory: String?
        /// What the arbiter says to the destination, if not what it asks for.
        var refuses = false
        /// Told now and then while the guest runs at the source and is copied.
        var duringPrecopy: @Sendable (TwoHosts) -> Void = { _ in }
        /// When somebody wants to stop.
        var interruptsIn: TrialProgress.Phase?
    }

    /// Moves the guest.
    func migrate(_ course: Course) throws -> (sent: SendOutcome, received: ReceiveOutcome) {
        let numbers = (0..<course.streams).map { StreamNumber(number: UInt32($0), pair: 0) }
        let identity = try MigrationIdentity()
        try door.open(OpenDoor(places: [.init(address: "127.0.0.1")], port: port, token: token))
        defer { _ = door.close() }
        let receive = ReceiveGuest(
            guest: 0, migration: course.settings, streams: numbers, key: 7, backupDirectory: course.backupDirectory,
            identity: identity)
        let send = SendGuest(
            guest: 0, migration: course.settings,
            routes: [.init(pair: 0, near: "127.0.0.1", far: "127.0.0.1", streams: numbers.map(\.number))], port: port,
            token: token, key: 7, calibrates: false, backupDirectory: course.backupDirectory, identity: identity)
        lastSent.withLock { $0 = send }
        let ready = try Mailbox<Void>()
        let receiving = try BlockingThread { [self] in
            try destination.receive(receive, door: door) { news in
                if news.isReady { ready.put(()) }
                if news.asksToCommit { tell(course.refuses ? .aborted : .committed, to: destination) }
            }
        }
        _ = try ready.take(until: MonotonicClock.now + 10_000_000_000)
        let sent = try source.send(send) { [self] news in
            if news.phase == .precopy { course.duringPrecopy(self) }
            if let phase = course.interruptsIn, news.phase == phase, let migration = source.migration {
                migration.cancellation.cancel()
                interruptions.add(1, ordering: .relaxed)
            }
            if news.asksToAbort { tell(.aborted, to: source) }
        }
        if sent.ending != .released { tell(.aborted, to: destination) }
        return (sent, try receiving.join())
    }

    /// Whether somebody has wanted to stop.
    var wasInterrupted: Bool { interruptions.load(ordering: .relaxed) > 0 }

    /// What takes away what the last migration has left in the backup directory.
    var cleanUp: CleanUp? { lastSent.withLock { $0?.cleanUp } }

    private func tell(_ wish: SwitchoverDecision, to host: HostedGuest) {
        host.migration?.put(.decided(arbiter.withLock { $0.ask(for: wish) }))
    }

    /// Ends whatever lives.
    func end() {
        source.moveOut()
        destination.moveOut()
    }
}

private let loopback = InternetAddress("127.0.0.1")
