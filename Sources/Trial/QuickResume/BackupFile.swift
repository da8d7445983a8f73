import LinuxSystem

/// A conversation between two hosts over a file of a few MB in a directory that both see: Quick Resume's backup file.
///
/// Each end has a ring of blocks that it writes to and the other reads. Any thread may send; one receives.
final class BackupFile: Sendable {
    /// Bytes of such a file: "just a couple of MBs".
    static let usualBytes = 4 << 20

    /// The longest message: a page and what is told of it.
    static let longestMessage = BackupLayout.messageBlock - BackupBlock.headerBytes

    let shared: SharedDirectory
    let medium: BackupMedium
    let peer: BackupPeer
    let pulse: BackupPulse
    let sending: BackupSending
    let receiving: BackupReceiving

    private init(_ shared: SharedDirectory, _ medium: BackupMedium) throws(SystemError) {
        self.shared = shared
        self.medium = medium
        peer = BackupPeer(medium)
        pulse = try BackupPulse(medium)
        sending = BackupSending(medium)
        receiving = BackupReceiving(medium)
    }

    /// Makes the file, and takes all its room at once, so that a full disk shows before it matters.
    ///
    /// What dead migrations have left in the directory is taken away.
    static func create(
        in directory: String, identity: MigrationIdentity, byteCount: Int = usualBytes
    ) throws(SharedDirectoryError) -> BackupFile {
        let shared = SharedDirectory(directory)
        let name = shared.name(.backup, of: identity)
        do throws(SystemError) {
            try shared.directory.check()
            let file = try DirectFile(creating: shared.path(.backup, of: identity))
            return try fill(file, BackupLayout(byteCount: byteCount), shared, identity)
        } catch {
            shared.directory.remove(name)
            throw shared.error(error)
        }
    }

    private static func fill(
        _ file: consuming DirectFile, _ layout: BackupLayout, _ shared: SharedDirectory, _ identity: MigrationIdentity
    ) throws(SystemError) -> BackupFile {
        let buffer = BackupBuffer(byteCount: 1 << 18)
        var offset = 0
        while offset < layout.byteCount {
            let count = unsafe min(buffer.bytes.count, layout.byteCount - offset)
            try unsafe file.write(buffer.look(0, count), at: offset)
            offset += count
        }
        shared.removeDead(now: shared.name(.backup, of: identity))
        let medium = BackupMedium(file, layout: layout, identity: identity, writer: .creator)
        let head = unsafe buffer.part(0, BackupLayout.smallBlock)
        unsafe medium.write(.head, sequence: 0, layout.head, into: head)
        try unsafe medium.file.write(UnsafeRawBufferPointer(head), at: 0)
        return try BackupFile(shared, medium)
    }

    /// Opens the file that the other host has made, and tells it so in there: the proof that both see one directory.
    static func open(
        in directory: String, identity: MigrationIdentity, until deadline: Int64, cancellation: Cancellation
    ) throws(SharedDirectoryError) -> BackupFile {
        let shared = SharedDirectory(directory)
        while true {
            do throws(SystemError) {
                try shared.directory.check()
                if let file = try openNow(shared, identity) { return file }
            } catch {
                throw shared.error(error)
            }
            guard MonotonicClock.now < deadline else { throw notShared(shared) }
            guard cancellation.sleep(nanoseconds: 20_000_000) else { throw interrupted }
        }
    }

    /// The file, once it is there and whole.
    private static func openNow(
        _ shared: SharedDirectory, _ identity: MigrationIdentity
    ) throws(SystemError) -> BackupFile? {
        shared.forgetCached(for: identity)
        guard try shared.directory.has(shared.name(.backup, of: identity)) else { return nil }
        let file = try DirectFile(opening: shared.path(.backup, of: identity))
        let buffer = BackupBuffer(byteCount: BackupLayout.smallBlock)
        let head = unsafe buffer.part(0, BackupLayout.smallBlock)
        let count = try unsafe file.read(at: 0, into: head)
        guard count == head.count,
            let (_, payload) = unsafe BackupBlock.read(
                UnsafeRawBufferPointer(head), .head, by: .creator, identity: identity),
            let layout = BackupLayout(head: payload), try file.byteCount() ?? 0 >= layout.byteCount
        else { return nil }
        return try BackupFile(shared, BackupMedium(file, layout: layout, identity: identity, writer: .opener))
    }

    private static func notShared(_ shared: SharedDirectory) -> SharedDirectoryError {
        SharedDirectoryError(
            .notShared,
            "the backup directory \(shared.directory.path) is here, but not the file that the other host has made in it: "
                + "the hosts see different ones: mount the same directory on both")
    }

    /// Waits, at the end that made the file, until the other has opened it.
    func waitForOther(until deadline: Int64, cancellation: Cancellation) throws(SharedDirectoryError) {
        while try !look().isThere {
            guard MonotonicClock.now < deadline else {
                throw SharedDirectoryError(
                    .notShared,
                    "the other host has written nothing into the backup file in \(shared.directory.path): "
                        + "mount the same directory on both, and let both write")
            }
            guard cancellation.sleep(nanoseconds: 2_000_000) else { throw Self.interrupted }
        }
    }

    /// Bytes of messages that this end has sent and received.
    var messageBytes: (sent: Int, received: Int) { (sending.bytes, receiving.bytes) }

    static let interrupted = SharedDirectoryError(.interrupted, "interrupted")

    func look(now isNeeded: Bool = true) throws(SharedDirectoryError) -> BackupPeer.View {
        do throws(SystemError) { return try peer.look(now: isNeeded) } catch { throw shared.error(error) }
    }
}
