import Agent
import LinuxSystem

extension HostedGuest {
    /// Fills the memory and starts the guest.
    func boot(heartbeat: HeartbeatSettings?, progress: @Sendable (Double) -> Void) throws {
        let guest = try Guest(settings, memory: memory)
        _ = try move(in: guest)
        guard let ending else { throw AgentError.interrupted }
        try guest.fill(cancellation: ending) { done, all in progress(Double(done) / Double(max(1, all))) }
        try guest.start(heartbeat: heartbeat)
    }

    /// Looks at every page of the guest that lives here, and has lived for so many seconds at most.
    func verify(lived seconds: Double, progress: @Sendable (Double) -> Void) throws -> GuestVerification {
        guard let guest, let ending else { throw AgentError("no guest lives in this memory") }
        let mostSteps = settings.mostSteps(in: seconds)
        return try guest.verify(mostSteps: mostSteps, cancellation: ending) { done, all in
            progress(Double(done) / Double(max(1, all)))
        }
    }

    /// Sends the guest away.
    func send(_ call: SendGuest, event: (SendNews) -> Void) throws -> SendOutcome {
        guard let guest else { throw AgentError("no guest lives in this memory") }
        let inbox = try begin(call.identity, sending: call)
        defer { endMigration() }
        let outcome = withoutActuallyEscaping(event) { event in
            SourceMigration(call, guest: guest, inbox: inbox, tell: event).run()
        }
        if outcome.ending == .released { moveOut() }
        return outcome
    }

    /// Receives a guest.
    func receive(_ call: ReceiveGuest, door: StreamDoor, event: (ReceiveNews) -> Void) throws -> ReceiveOutcome {
        let inbox = try begin(call.identity)
        defer { endMigration() }
        let guest = try Guest(settings, memory: memory)
        let isPristine = try move(in: guest)
        let outcome = withoutActuallyEscaping(event) { event in
            DestinationMigration(call, guest: guest, isPristine: isPristine, inbox: inbox, door: door, tell: event)
                .run()
        }
        if outcome.ending != .runs, outcome.ending != .paused { moveOut() }
        return outcome
    }
}
