import LinuxSystem

/// What the two ends say over the backup file, once the network has failed: which pages are missing, the pages, and the end.
enum BackupLine {
    /// Messages beside pages and demands; the first byte of each.
    enum Word: UInt8 {
        /// Runs of pages that the destination lacks.
        case lacks = 1
        /// All of these have been named.
        case allNamed = 2
        /// All of the guest's memory is at the destination.
        case whole = 3
    }

    /// Bytes of runs in one message.
    private static let runBytes = 8 * 512

    /// The destination's first messages.
    static func lacking(_ pages: PageSet) -> [[UInt8]] {
        let runs = PageRuns.payloads(of: pages).flatMap { $0 }
        let parts = stride(from: 0, to: runs.count, by: runBytes).map {
            [Word.lacks.rawValue] + runs[$0..<min($0 + runBytes, runs.count)]
        }
        return parts + [[Word.allNamed.rawValue]]
    }

    /// What a message says; nil where it makes no sense.
    static func read(_ message: [UInt8]) -> (word: Word, payload: [UInt8])? {
        guard let first = message.first, let word = Word(rawValue: first) else { return nil }
        return (word, Array(message.dropFirst()))
    }
}

/// Where both ends meet beside the network: the lock that decides, and the file that carries the conversation when it must.
///
/// Neither end takes them away: the other may still have to learn there what was decided. The controller does when both have ended.
struct SharedPlace: Sendable {
    let lock: CommitLock
    let file: BackupFile
    let patience: Double

    /// How long the other end may take to open the file.
    private static let meeting: Int64 = 10_000_000_000
    /// How long the directory may take with that.
    private static let meetingSeconds = 20.0
    /// How long the directory may give no answer at all, once nothing else carries the conversation.
    private static let hangingSeconds = 60.0
    /// How long the directory may take to decide.
    private static let decidingSeconds = 5.0

    /// How long a host may give no sign of life before it counts as dead.
    ///
    /// That is never soon: what is lost then is the guest, and file servers take their time to fail over.
    private static func patience(_ migration: MigrationSettings) -> Double { max(10, migration.networkTimeoutSeconds) }

    /// Makes the lock and the file, at the source.
    static func make(_ call: SendGuest, cancellation: Cancellation) throws -> SharedPlace? {
        guard let directory = call.meetingPlace else { return nil }
        let (identity, shared) = (call.identity, SharedDirectory(directory))
        let lock = CommitLock(directory: directory, identity: identity)
        do {
            let file = try shared.patiently(meetingSeconds, cancellation: cancellation) {
                () throws(SharedDirectoryError) in
                let file = try BackupFile.create(in: directory, identity: identity)
                try lock.prepare()
                try file.waitForOther(until: MonotonicClock.now + meeting, cancellation: cancellation)
                return file
            }
            return SharedPlace(lock: lock, file: file, patience: patience(call.migration))
        } catch {
            SharedDirectory.attempt { shared.removeAll(of: identity) }
            throw error
        }
    }

    /// Finds them, at the destination.
    static func find(_ call: ReceiveGuest, cancellation: Cancellation) throws -> SharedPlace? {
        guard let directory = call.meetingPlace else { return nil }
        let identity = call.identity
        let file = try SharedDirectory(directory).patiently(meetingSeconds, cancellation: cancellation) {
            () throws(SharedDirectoryError) in
            try BackupFile.open(
                in: directory, identity: identity, until: MonotonicClock.now + meeting, cancellation: cancellation)
        }
        return SharedPlace(
            lock: CommitLock(directory: directory, identity: call.identity), file: file,
            patience: patience(call.migration))
    }

    /// Throws where the directory has not answered for too long.
    func checkAnswers() throws {
        guard file.pulse.silentNanoseconds < Int64(Self.hangingSeconds * 1e9) else {
            throw file.shared.late(Self.hangingSeconds)
        }
    }

    /// Asks the lock for a decision, and puts it into `inbox`; what cannot be told now is asked again.
    func ask(for wish: SwitchoverDecision, inbox: MigrationInbox) {
        let lock = lock
        let asking = try? BlockingThread(named: "arbiter") {
            guard let decision = try? lock.decide(wish, within: Self.decidingSeconds) else { return }
            inbox.put(.decided(decision))
        }
        asking?.detach()
    }
}
