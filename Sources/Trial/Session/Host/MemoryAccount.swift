import Synchronization

/// How much memory the guests of a host have, those included that are ended and not gone yet.
final class MemoryAccount: Sendable {
    private let taken = Mutex(0)

    /// Bytes that are taken.
    var bytes: Int { taken.withLock { $0 } }

    /// Takes `bytes` more; nil where that is more than `limit` in all.
    func reserve(_ bytes: Int, of limit: Int) -> MemoryReservation? {
        let fits = taken.withLock { taken in
            guard bytes <= limit - taken else { return false }
            taken += bytes
            return true
        }
        return fits ? MemoryReservation(bytes, of: self) : nil
    }

    fileprivate func release(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}

/// A part of a host's memory, taken for as long as this is held.
final class MemoryReservation: Sendable {
    private let bytes: Int
    private let account: MemoryAccount

    fileprivate init(_ bytes: Int, of account: MemoryAccount) {
        self.bytes = bytes
        self.account = account
    }

    deinit { account.release(bytes) }
}
