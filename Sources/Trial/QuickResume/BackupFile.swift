import LinuxSystem

/// A conversation between two hosts over a file of a few MB in a directory that both see: Quick Resume's backup file.
///
/// Whoever creates it has one ring of blocks to write to, and whoever opens it has the other. Any thread may send; one receives.
final class BackupFile: Sendable {
    /// Bytes of such a file: "just a couple of MBs".
    static let usualBytes = 4 << 20

    /// The longest message: a page and what is told of it.
    static let longestMessage = 8_128

    /// The file.
    let path: String

    init(path: String) { self.path = path }

    /// Makes the file, and takes all its room at once, so that a full disk shows before it matters.
    static func create(
        in directory: String, identity: MigrationIdentity, byteCount: Int = usualBytes
    ) throws(SharedDirectoryError) -> BackupFile { fatalError("\(directory) \(identity) \(byteCount)") }

    /// Opens the file that the other host has made, and tells it so in there: the proof that both see one directory.
    static func open(
        in directory: String, identity: MigrationIdentity, until deadline: Int64, cancellation: Cancellation
    ) throws(SharedDirectoryError) -> BackupFile { fatalError("\(directory) \(identity) \(deadline) \(cancellation)") }

    /// Waits, at the end that made the file, until the other has opened it.
    func waitForOther(until deadline: Int64, cancellation: Cancellation) throws(SharedDirectoryError) {}

    /// Writes messages, in order; waits for room where the other end has not read the earlier ones.
    func send(_ messages: [[UInt8]], until deadline: Int64, cancellation: Cancellation) throws(SharedDirectoryError) {}

    /// The next message; nil once the other end has closed the conversation and all of it is read.
    ///
    /// - Parameter silence: how many seconds the other end may be silent before it counts as dead.
    func receive(silence: Double, until deadline: Int64, cancellation: Cancellation) throws(SharedDirectoryError)
        -> [UInt8]?
    { nil }

    /// Says that no message follows.
    func close() {}

    /// Takes the file away; who still has it open may go on with it.
    func remove() {}

    /// Bytes of messages that this end has sent and received.
    var messageBytes: (sent: Int, received: Int) { (0, 0) }

    /// Takes away what dead migrations have left in a directory.
    static func sweep(_ directory: String) {}
}
