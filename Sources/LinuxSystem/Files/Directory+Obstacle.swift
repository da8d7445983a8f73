import CLinux
import Glibc

extension Directory {
    /// How long a file server may take to answer.
    private static let patience: Int64 = 5_000_000_000

    /// Why this process can keep no file in it, as a sentence without a full stop; nil where it can.
    ///
    /// It is looked at on a thread of its own, which a file server that does not answer holds up.
    public var obstacle: String? {
        do {
            let found = try Mailbox<String?>()
            try BlockingThread(named: "directory") { [self] in found.put(obstacleNow) }.detach()
            return try found.take(until: MonotonicClock.now + Self.patience)
                ?? "\(path) has not answered within \(Self.patience / 1_000_000_000) s"
        } catch {
            return "\(error)"
        }
    }

    private var obstacleNow: String? {
        do {
            try check()
            try system("write in \(path)") { unsafe access(path, W_OK | X_OK) }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
