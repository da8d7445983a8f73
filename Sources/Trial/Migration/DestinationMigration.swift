import Agent
import LinuxSystem
import SourceText

/// The destination's side of a migration: takes in pages until all are there, and lets the guest go on once the arbiter gives leave.
final class DestinationMigration {
    let call: ReceiveGuest
    let guest: Guest
    let inbox: MigrationInbox
    let tell: (ReceiveNews) -> Void
    private let isPristine: Bool
    private let door: StreamDoor

    var machine = DestinationSwitchover()
    var outcome = ReceiveOutcome(ending: .discarded)
    /// When the word came that the guest stands still at the source.
    var standsStillAt: Int64?
    /// What fetches the pages of a guest that resumed early, and which those are.
    var pager: DemandPager?
    var missing: PageSet
    /// Where both ends meet beside the network, for Quick Resume.
    private(set) var place: SharedPlace?

    /// How long the streams may take to come.
    private static let streamPatience: Int64 = 15_000_000_000
    /// How long the arbiter may take before it is asked again, and before it is told that the guest stands still for want of it.
    private static let askAgain: Int64 = 1_000_000_000
    private static let mostAsking: Int64 = 60_000_000_000
    /// The same once somebody wants to stop.
    private static let mostAskingStopped: Int64 = 8_000_000_000
    /// How often the controller is told that this end lives.
    private static let signOfLife: Int64 = 1_000_000_000
    /// How long the source may take to end the streams, once it knows that it is over.
    private static let farewell: Int64 = 500_000_000

    /// A migration into the memory of `guest`; `tell` is called on the thread that runs it.
    init(
        _ call: ReceiveGuest, guest: Guest, isPristine: Bool, inbox: MigrationInbox, door: StreamDoor,
        tell: @escaping (ReceiveNews) -> Void
    ) {
        self.call = call
        self.guest = guest
        self.isPristine = isPristine
        self.inbox = inbox
        self.door = door
        self.tell = tell
        missing = PageSet(pageCount: guest.memory.pageCount)
    }

    /// Receives the guest; what went wrong is in the outcome.
    func run() -> ReceiveOutcome {
        // A guest that is thrown away ends only when none of its vCPUs waits for a page that nobody will send.
        defer { pager?.end() }
        do {
            try receive()
        } catch {
            outcome.why =
                outcome.why ?? (inbox.cancellation.isCancelled ? MigrationInbox.interruption : "\(error)".visible)
            act(on: .failed, nil)
        }
        return outcome
    }

    private func receive() throws {
        try door.expect(call.streams)
        tell(ReceiveNews(isReady: true))
        let streams = try door.take(
            call.streams, until: MonotonicClock.now + Self.streamPatience, cancellation: inbox.cancellation)
        // Its threads wait, warm, for the moment that it goes on; they touch no memory until then.
        try guest.start(paused: true, heartbeat: call.heartbeat)
        if call.migration.mode == .quickResume { pager = try DemandPager(memory: guest.memory) }
        let (inbox, pager) = (inbox, pager)
        let receiver = try PageReceiver(
            memory: guest.memory, isZero: isPristine, streams: streams, settings: call.transport,
            handlers: .init(
                message: { inbox.put(.message($0)) },
                pushed: { runs, bytes in
                    guard let pager else { throw TransportError("pages were pushed to a guest that is not running") }
                    try pager.put(runs, bytes)
                },
                ended: { inbox.put(.ended($0)) }))
        defer {
            outcome.bytes = receiver.streams.reduce(0) { $0 + $1.bytes }
            receiver.close()
        }
        do {
            place = try SharedPlace.find(call, cancellation: inbox.cancellation)
            try takeIn(receiver)
        } catch {
            let why = inbox.cancellation.isCancelled ? MigrationInbox.interruption : "\(error)"
            try? receiver.send(MigrationMessage.failed.with(Array(why.utf8.prefix(1_000))))
            throw error
        }
        try awaitDecision(receiver)
        guard machine.state == .running else { return }
        if !missing.isEmpty { fetch(receiver) }
        sayFarewell()
    }

    /// Takes in pages until all are there.
    private func takeIn(_ receiver: PageReceiver) throws {
        while machine.state == .receiving {
            let news = try inbox.take(until: MonotonicClock.now + Self.signOfLife)
            switch news {
            case nil where inbox.cancellation.isCancelled: throw AgentError.interrupted
            case nil: tell(ReceiveNews())
            case .message(let message): try take(message, receiver)
            case .decided(.aborted): throw AgentError("the arbiter has left the guest at the source")
            case .decided(.committed): break
            case .ended(let error): throw error
            }
        }
    }

    private func take(_ message: TransportMessage, _ receiver: PageReceiver) throws {
        switch message.meaning {
        case .lastPages:
            standsStillAt = standsStillAt ?? MonotonicClock.now
            let suspects = receiver.suspects
            guard suspects.isEmpty else { return try ask(for: suspects, receiver) }
            act(on: .complete, receiver)
        case .discard, .discardNow, .allNamed: try takeEarly(message, receiver)
        case .givenUp: throw AgentError("the source has given up")
        default: throw AgentError("the source said something out of place (\(message.type))")
        }
    }

    /// Asks for pages that have not arrived as they were sent.
    func ask(for suspects: PageSet, _ receiver: PageReceiver) throws {
        outcome.damagedPages += suspects.count
        for payload in PageRuns.payloads(of: suspects) {
            try receiver.send(MigrationMessage.suspects.with(payload))
        }
        try receiver.send(MigrationMessage.allSuspects.with())
    }

    /// Waits for the arbiter, whatever happens meanwhile: nothing else decides any more.
    private func awaitDecision(_ receiver: PageReceiver) throws {
        var giveUp = MonotonicClock.now + Self.mostAsking
        while machine.state == .asking, MonotonicClock.now < giveUp {
            let news = try inbox.take(until: MonotonicClock.now + Self.askAgain, heedingCancellation: false)
            switch news {
            case .decided(let decision): act(on: decision == .committed ? .committed : .aborted, receiver)
            case .message, .ended: break
            case nil:
                if inbox.cancellation.isCancelled { giveUp = min(giveUp, MonotonicClock.now + Self.mostAskingStopped) }
                tell(ReceiveNews())
                act(on: .unanswered, receiver)
            }
        }
        switch machine.state {
        case .asking:
            outcome.ending = .paused
            outcome.why = "the arbiter cannot be reached, so the guest does not go on there"
        case .discarded: outcome.why = outcome.why ?? "the arbiter has left the guest at the source"
        case .running, .receiving: break
        }
    }

    func act(on event: DestinationSwitchover.Event, _ receiver: PageReceiver?) {
        for action in machine.handle(event) {
            switch action {
            case .askToCommit:
                if let place {
                    place.ask(for: .committed, inbox: inbox)
                } else {
                    tell(ReceiveNews(asksToCommit: true))
                }
            case .resume:
                receiver?.seal()
                guest.resume()
                let now = MonotonicClock.now
                outcome.resumedAt = now
                outcome.stunSeconds = standsStillAt.map { Double(now - $0) / 1e9 }
                if missing.isEmpty { (outcome.wholeAt, outcome.ending) = (now, .runs) }
            case .tell: try? receiver?.send(MigrationMessage.runs.with())
            case .discard: outcome.ending = .discarded
            }
        }
    }

    /// Leaves the source time to hear that the guest runs here, before the streams end.
    private func sayFarewell() {
        let deadline = MonotonicClock.now + Self.farewell
        while let news = try? inbox.take(until: deadline) {
            if case .ended = news { return }
        }
    }
}

extension ReceiveGuest {
    /// What the streams are told.
    var transport: TransportSettings {
        TransportSettings(
            key: key, timeoutSeconds: migration.networkTimeoutSeconds, maxBytesPerSecond: migration.maxBytesPerSecond)
    }
}
