import Agent
import LinuxSystem
import Synchronization

/// What a host's process holds: guests by number, and the port that they come in by.
final class TrialHost: Sendable {
    /// Guests that a host may have at once.
    static let mostGuests = 64

    /// The share of the free memory that guests may take where nothing else was said.
    private static let usualShare = 0.8

    let door = StreamDoor()

    private struct State {
        var guests: [Int: HostedGuest] = [:]
        /// Numbers of guests whose memory is being taken.
        var preparing: Set<Int> = []
    }

    private let state = Mutex(State())
    private let limit: (bytes: Int, description: String)
    private let taken = MemoryAccount()

    /// A host whose guests may take `maxMemoryBytes`, or a share of what is free now.
    init(maxMemoryBytes: Int?) {
        let available = AvailableMemory.now
        let room = max(0, available.bytes - AvailableMemory.reserve)
        if let maxMemoryBytes, maxMemoryBytes <= room {
            limit = (maxMemoryBytes, "--max-memory")
        } else if maxMemoryBytes != nil {
            limit = (room, "\(available)")
        } else {
            limit = (
                min(room, Int(Double(available.bytes) * Self.usualShare)),
                "four fifths of what is free: \(available)"
            )
        }
    }

    /// What the host has for guests.
    func facts(_ call: DescribeHost) -> HostFacts {
        var facts = HostFacts(mostBytes: limit.bytes, limit: limit.description)
        facts.boot = SystemFile.text("/proc/sys/kernel/random/boot_id")
        do {
            let choice = try DirtyTrackers.choose(
                call.tracker, of: MemoryMapping(byteCount: MemoryMapping.hugePageBytes))
            (facts.tracker, facts.trackerReason) = (choice.tracker.name, choice.reason)
        } catch {
            facts.trackerObstacle = "\(error)"
        }
        if let obstacle = call.backupDirectory.flatMap({ Directory($0).obstacle }) {
            facts.directoryObstacle = "the backup directory cannot be used: \(obstacle)"
        }
        return facts
    }

    /// Takes the memory of a guest; one that has the memory already keeps it.
    func prepare(_ number: Int, _ settings: GuestSettings, progress: (Double) -> Void) throws {
        let reservation = try state.withLock { state -> MemoryReservation? in
            if let guest = state.guests[number] {
                guard guest.settings == settings else { throw AgentError("the host has another guest \(number)") }
                return nil
            }
            guard !state.preparing.contains(number) else { throw Self.isBeingPrepared(number) }
            guard state.guests.count + state.preparing.count < Self.mostGuests else {
                throw AgentError("the host has too many guests")
            }
            guard let reservation = taken.reserve(settings.memoryBytes, of: limit.bytes) else {
                throw AgentError(
                    "guests may take \(limit.bytes >> 20) MiB here (\(limit.description)), and "
                        + "\((taken.bytes + settings.memoryBytes) >> 20) MiB are asked for; ask for less with --memory")
            }
            state.preparing.insert(number)
            return reservation
        }
        guard let reservation else { return }
        defer { state.withLock { _ = $0.preparing.remove(number) } }
        let guest = try HostedGuest(settings, reservation: reservation, progress: progress)
        state.withLock { $0.guests[number] = guest }
    }

    /// The guest with this number.
    func guest(_ number: Int) throws -> HostedGuest {
        guard let guest = state.withLock({ $0.guests[number] }) else {
            throw AgentError("the host has no guest \(number)")
        }
        return guest
    }

    /// Takes away what the guests that are being sent have in directories that other hosts see.
    ///
    /// Those that are received leave the lock to the source, which may still ask it.
    func leave() {
        let guests = state.withLock { $0.guests.values }
        let calls = guests.compactMap { $0.sending?.cleanUp }
        guard !calls.isEmpty else { return }
        SharedDirectory.attempt { for call in calls { call.answer() } }
    }

    private static func isBeingPrepared(_ number: Int) -> AgentError {
        AgentError("guest \(number) is being prepared")
    }

    /// Ends a guest; its memory goes back, and counts no longer, once nothing works on it any more.
    func end(_ number: Int) throws {
        let guest = try state.withLock { state in
            guard !state.preparing.contains(number) else { throw Self.isBeingPrepared(number) }
            return state.guests.removeValue(forKey: number)
        }
        guest?.migration?.cancellation.cancel()
        guest?.moveOut()
    }
}
