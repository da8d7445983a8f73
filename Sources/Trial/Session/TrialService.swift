public import Agent
import Glibc
import LinuxSystem

/// A host's part in a trial: it has guests, sends them away and receives them.
public struct TrialService: AgentService {
    private let host: TrialHost

    /// A host without guests, which may take `maxMemoryBytes`; a share of what is free where nil.
    public init(maxMemoryBytes: Int? = nil) { host = TrialHost(maxMemoryBytes: maxMemoryBytes) }

    /// Takes away what migrations from here have in directories that other hosts see: nobody else will, once the controller has gone.
    public func leave() { host.leave() }

    /// Names what a trial asks for.
    public func register(in registry: inout AgentRegistry) {
        let host = host
        registry.answer(DescribeHost.self) { call, _ in host.facts(call) }
        registry.answer(PrepareGuest.self) { call, event in
            try host.prepare(call.guest, call.settings) { event(ShareDone(share: min(1, $0))) }
            return Done()
        }
        registry.answer(BootGuest.self) { call, event in
            try host.guest(call.guest).boot(heartbeat: call.heartbeat) { event(ShareDone(share: min(1, $0))) }
            return Done()
        }
        registry.answer(VerifyGuest.self) { call, event in
            try host.guest(call.guest).verify(lived: call.seconds) { event(ShareDone(share: min(1, $0))) }
        }
        registry.answer(EndGuest.self) { call, _ in
            if call.keepsMemory { try host.guest(call.guest).moveOut() } else { try host.end(call.guest) }
            return Done()
        }
        registry.answer(OpenDoor.self) { call, _ in
            try host.door.open(call)
            return Done()
        }
        registry.answer(TimeRoutes.self) { call, _ in try call.answer() }
        registry.answer(CloseDoor.self) { _, _ in host.door.close() }
        registry.answer(ReceiveGuest.self) { call, event in
            try host.guest(call.guest).receive(call, door: host.door, event: event)
        }
        registry.answer(SendGuest.self) { call, event in
            try host.guest(call.guest).send(call, event: event)
        }
        registry.answerAtOnce(TellDecision.self) { call in
            try host.guest(call.guest).migration(named: call.migration)?.put(.decided(call.decision))
            return Done()
        }
        registry.answerAtOnce(CancelMigration.self) { call in
            try host.guest(call.guest).migration(named: call.migration)?.cancellation.cancel()
            return Done()
        }
        registry.answer(CleanUp.self) { call, _ in
            call.answer()
            return Done()
        }
        registry.answerAtOnce(Vanish.self) { _ in
            kill(getpid(), SIGKILL)
            return Done()
        }
    }
}
