import LinuxSystem
import Synchronization

/// What an end tells of itself in the backup file, several times a second, so that the other knows it alive.
final class BackupPulse: Sendable {
    /// How often it is told.
    static let period: Int64 = 100_000_000

    private struct State: ~Copyable {
        var status = BackupStatus()
        var beat: UInt64 = 0
        let buffer = BackupBuffer(byteCount: BackupLayout.smallBlock)
    }

    private let state = Mutex(State())
    private let medium: BackupMedium
    private let stop: Cancellation
    private let told = Atomic(MonotonicClock.now)

    /// How long ago this end could last write to the file.
    var silentNanoseconds: Int64 { MonotonicClock.now - told.load(ordering: .relaxed) }

    /// Begins to tell.
    init(_ medium: BackupMedium) throws(SystemError) {
        self.medium = medium
        stop = try Cancellation()
        try tell()
        // The thread holds what it writes to, and not this.
        try BlockingThread(named: "backup pulse") { [weak self, stop] in
            while stop.sleep(nanoseconds: Self.period) { try? self?.tell() }
        }.detach()
    }

    deinit { stop.cancel() }

    /// Tells anew, after `change`.
    func tell(_ change: (inout BackupStatus) -> Void = { _ in }) throws(SystemError) {
        try state.withLock { state throws(SystemError) in
            change(&state.status)
            state.beat += 1
            let block = unsafe state.buffer.part(0, BackupLayout.smallBlock)
            unsafe medium.write(.status, sequence: state.beat, state.status.payload, into: block)
            try unsafe medium.file.write(
                UnsafeRawBufferPointer(block), at: medium.layout.status(of: medium.writer))
        }
        told.store(MonotonicClock.now, ordering: .relaxed)
    }
}

/// The file of a conversation, and which end of it this is.
final class BackupMedium: Sendable {
    let file: DirectFile
    let layout: BackupLayout
    let identity: MigrationIdentity
    let writer: BackupBlock.Writer

    init(_ file: consuming DirectFile, layout: BackupLayout, identity: MigrationIdentity, writer: BackupBlock.Writer) {
        self.file = file
        self.layout = layout
        self.identity = identity
        self.writer = writer
    }

    /// Puts a block of this end into `block`.
    func write(
        _ kind: BackupBlock.Kind, sequence: UInt64, _ payload: [UInt8], into block: UnsafeMutableRawBufferPointer
    ) {
        unsafe BackupBlock.write(kind, by: writer, sequence: sequence, payload, identity: identity, into: block)
    }

    /// What a block of the other end holds; nil when it is not whole.
    func read(_ kind: BackupBlock.Kind, _ block: UnsafeRawBufferPointer) -> (sequence: UInt64, payload: [UInt8])? {
        unsafe BackupBlock.read(block, kind, by: writer.other, identity: identity)
    }
}

/// What the other end tells of itself.
final class BackupPeer: Sendable {
    /// How often that is looked at without need.
    static let period: Int64 = 50_000_000

    private struct State: ~Copyable {
        var status = BackupStatus()
        var beat: UInt64 = 0
        var heard = MonotonicClock.now
        var looked: Int64 = 0
        let buffer = BackupBuffer(byteCount: BackupLayout.smallBlock)
    }

    /// What is known of it.
    struct View {
        let status: BackupStatus
        /// Whether it has ever written.
        let isThere: Bool
        /// How long it has told nothing new.
        let silentNanoseconds: Int64
    }

    private let state = Mutex(State())
    private let medium: BackupMedium

    init(_ medium: BackupMedium) { self.medium = medium }

    /// Looks at what it tells; at once when that is needed, else now and then.
    func look(now isNeeded: Bool = true) throws(SystemError) -> View {
        try state.withLock { state throws(SystemError) in
            let now = MonotonicClock.now
            if isNeeded || now - state.looked >= Self.period {
                // Time in which nobody looked is none in which it was silent.
                if now - state.looked > 4 * Self.period { state.heard = now }
                state.looked = now
                let block = unsafe state.buffer.part(0, BackupLayout.smallBlock)
                _ = try unsafe medium.file.read(at: medium.layout.status(of: medium.writer.other), into: block)
                if let (beat, payload) = unsafe medium.read(.status, UnsafeRawBufferPointer(block)), beat > state.beat,
                    let status = BackupStatus(payload: payload)
                {
                    (state.beat, state.status, state.heard) = (beat, status, now)
                }
            }
            return View(status: state.status, isThere: state.beat > 0, silentNanoseconds: now - state.heard)
        }
    }
}
