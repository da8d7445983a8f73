import Agent
import LinuxSystem
import Synchronization

/// A guest of a host: its memory, who is in there, and the migration that is under way.
final class HostedGuest: Sendable {
    /// What the memory is for.
    let settings: GuestSettings
    let memory: MemoryMapping

    private struct State {
        var guest: Guest?
        /// What ends work on that guest's memory.
        var ending: Cancellation?
        var isPristine = true
        var migration: (name: String, inbox: MigrationInbox)?
        var sending: SendGuest?
    }

    private let state = Mutex(State())
    /// Counts the memory as taken, for as long as anybody holds this.
    private let reservation: MemoryReservation?

    /// Takes all of the memory.
    init(_ settings: GuestSettings, reservation: MemoryReservation? = nil, progress: (Double) -> Void) throws {
        self.settings = settings
        self.reservation = reservation
        memory = try MemoryMapping(byteCount: settings.memoryBytes)
        try memory.advise(hugePages: settings.hugePages)
        let size = Double(memory.byteCount)
        try memory.populate(cancellation: nil) { progress(Double($0) / size) }
    }

    /// The guest that lives in the memory, where one does.
    var guest: Guest? { state.withLock { $0.guest } }

    /// Cancelled once the guest that lives there now is ended.
    var ending: Cancellation? { state.withLock { $0.ending } }

    /// Has a guest in the memory from now on, whose contents come from elsewhere or are filled in.
    ///
    /// Returns it, and whether nothing was ever written to the memory.
    func move(in guest: Guest) throws -> Bool {
        let ending = try Cancellation()
        return try state.withLock { state in
            guard state.guest == nil else { throw AgentError("the host has this guest already") }
            defer { state.isPristine = false }
            (state.guest, state.ending) = (guest, ending)
            return state.isPristine
        }
    }

    /// Ends the guest; the memory stays for the next.
    func moveOut() {
        let (guest, ending) = state.withLock { state in
            defer { (state.guest, state.ending) = (nil, nil) }
            return (state.guest, state.ending)
        }
        ending?.cancel()
        guest?.stop()
    }

    /// Begins a migration, of which there is one at a time; `sending` tells where the guest goes to.
    func begin(_ identity: MigrationIdentity, sending: SendGuest? = nil) throws -> MigrationInbox {
        let inbox = try MigrationInbox()
        try state.withLock { state in
            guard state.migration == nil else { throw AgentError("a migration of this guest is under way") }
            (state.migration, state.sending) = ((identity.name, inbox), sending)
        }
        return inbox
    }

    /// Ends it.
    func endMigration() { state.withLock { ($0.migration, $0.sending) = (nil, nil) } }

    /// The call to send the guest away that is under way.
    var sending: SendGuest? { state.withLock { $0.sending } }

    /// The migration that is under way.
    var migration: MigrationInbox? { state.withLock { $0.migration?.inbox } }

    /// That, if it is the one with this name.
    func migration(named name: String) -> MigrationInbox? {
        state.withLock { $0.migration?.name == name ? $0.migration?.inbox : nil }
    }
}
