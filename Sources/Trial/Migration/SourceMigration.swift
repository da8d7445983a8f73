import Agent
import LinuxSystem
import SourceText

/// The source's side of a migration: rounds while the guest runs, then the switchover.
final class SourceMigration {
    let call: SendGuest
    let guest: Guest
    let inbox: MigrationInbox
    let tell: (SendNews) -> Void

    var machine = SourceSwitchover()
    var outcome = SendOutcome(ending: .kept)
    var slowdown: Slowdown
    var round = 0
    /// The rate of the last round that was long enough to tell.
    var sendBytesPerSecond: Double?
    var roundTrip = 0.0
    private(set) var lines: [DelayLine] = []
    /// Where both ends meet beside the network, for Quick Resume.
    private(set) var place: SharedPlace?
    let desk = DemandDesk()

    /// A migration of `guest`; `tell` is called on the thread that runs it.
    init(_ call: SendGuest, guest: Guest, inbox: MigrationInbox, tell: @escaping (SendNews) -> Void) {
        self.call = call
        self.guest = guest
        self.inbox = inbox
        self.tell = tell
        slowdown = Slowdown(guest, longestPause: call.migration.longestPauseSeconds)
    }

    /// Migrates the guest, or has it go on here; what went wrong is in the outcome.
    func run() -> SendOutcome {
        let (before, stopsBefore) = (guest.vCPUs, guest.stopTimes)
        do {
            try migrate()
        } catch {
            outcome.why = outcome.why ?? reason(error)
            settle()
        }
        slowdown.end()
        for line in lines { line.close() }
        outcome.vCPUs = zip(before, guest.vCPUs).map { $1.since($0) }
        for (index, times) in guest.stopTimes.enumerated() where outcome.vCPUs.indices.contains(index) {
            outcome.vCPUs[index].stopMs = DurationHistogram(times.since(stopsBefore[index])).distribution
        }
        // Until the guest stood still as a whole.
        let end = outcome.pausedAt ?? MonotonicClock.now
        outcome.slowedSeconds = slowdown.engagedAt.map { Double(end - $0) / 1e9 }
        if let start = outcome.startedAt { outcome.seconds = Double(MonotonicClock.now - start) / 1e9 }
        return outcome
    }

    /// Why it failed, where somebody's wish to stop shows as any error.
    func reason(_ error: any Error) -> String {
        if inbox.cancellation.isCancelled { return MigrationInbox.interruption }
        // What the destination said of it is nearer to the cause than the end of its streams.
        do { try inbox.heedEnd() } catch { return "\(error)".visible }
        return "\(error)".visible
    }

    private func migrate() throws {
        tell(SendNews(phase: .calibrating))
        let choice = try DirtyTrackers.choose(call.migration.tracker, of: guest.memory)
        let tracker = choice.tracker
        outcome.tracker = tracker.name
        let streams = try openStreams()
        let sender = try PageSender(
            memory: guest.memory, streams: streams, settings: call.transport,
            receive: { [inbox, desk] message in
                if message.meaning == .demand {
                    // Without a way through the thread that waits: a vCPU stands still until the page is there.
                    if let page = message.number { desk.demand(page) }
                } else {
                    inbox.put(fromDestination: message)
                }
            })
        defer {
            outcome.streams = sender.streams
            sender.close()
        }
        place = try SharedPlace.make(call, cancellation: inbox.cancellation)
        try measure(sender)
        try tracker.start()
        defer { tracker.end() }
        let (step, rest) = try precopy(sender, tracker)
        switch step {
        case .giveUp(let why):
            outcome.ending = .notConverged
            outcome.why = why
            _ = machine.handle(.failed)
            try? sender.send(MigrationMessage.givenUp.with())
        case .resumeEarly: resumeEarly(sender, tracker, rest: rest)
        case .switchOver, .sendAgain: switchOver(sender, tracker, rest: rest)
        }
    }

    /// Measures the link, and how long a round trip on it takes.
    private func measure(_ sender: PageSender) throws {
        roundTrip = try sender.roundTripSeconds(cancellation: inbox.cancellation)
        if call.calibrates {
            let calibration = try sender.calibrate(cancellation: inbox.cancellation)
            outcome.calibration = calibration
            sendBytesPerSecond = calibration.bytesPerSecond
            roundTrip = min(roundTrip, calibration.roundTripSeconds)
        }
        outcome.roundTripSeconds = roundTrip
    }

    private func openStreams() throws -> [PageStream] {
        let (call, timeout) = (call, Int64(call.migration.networkTimeoutSeconds * 1e9))
        let numbers = call.routes.flatMap { route in route.streams.map { (route, $0) } }
        let sockets = try BlockingThread.each(numbers) { route, number in
            let way = try route.way(port: call.port, congestionControl: call.congestionControl)
            return try way.open(stream: number, token: call.token, nanoseconds: min(timeout, 10_000_000_000)).socket
        }
        return try zip(numbers, sockets).map { number, socket in
            var socket = try socket.get()
            if let delay = call.delay {
                let line = try DelayLine(
                    socket, roundTripSeconds: delay.roundTripSeconds, windowBytes: delay.windowBytes ?? 64 << 20)
                lines.append(line)
                socket = line.socket
            }
            return PageStream(pair: number.0.pair, socket: socket)
        }
    }
}

extension SendGuest {
    /// What the streams are told.
    var transport: TransportSettings {
        TransportSettings(
            key: key, timeoutSeconds: migration.networkTimeoutSeconds, maxBytesPerSecond: migration.maxBytesPerSecond)
    }
}

extension SendGuest.Route {
    /// The way of this route's connections.
    func way(port: UInt16, congestionControl: String?) throws -> DataRoute {
        guard let from = InternetAddress(near), let to = InternetAddress(far) else {
            throw AgentError("\(near) or \(far) is no address")
        }
        let name = nearInterface ?? (to.isLinkLocal ? EndFacts(address: from, interface: nil).interface : nil)
        let index = try name.flatMap { try NetworkInterface.named($0)?.index } ?? 0
        return DataRoute(
            near: from.on(interface: index), interface: nearInterface,
            far: SocketAddress(to.on(interface: index), port: port), bufferBytes: bufferBytes,
            congestionControl: congestionControl)
    }
}

extension VCPUFigures {
    /// What was done since `earlier`, but for the steps, which go on.
    func since(_ earlier: VCPUFigures) -> VCPUFigures {
        var figures = self
        figures.totalNanoseconds -= earlier.totalNanoseconds
        figures.pausedNanoseconds -= earlier.pausedNanoseconds
        figures.slowedNanoseconds -= earlier.slowedNanoseconds
        return figures
    }
}
