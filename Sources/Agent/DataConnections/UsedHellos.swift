import Synchronization

/// The hellos that were used, at all listeners that share a token: what was overheard at one opens nothing at another.
public final class UsedHellos: Sendable {
    private let nonces = Mutex<Set<[UInt8]>>([])

    /// None yet.
    public init() {}

    /// Notes one by its nonce; false when it had been used.
    func use(_ nonce: [UInt8]) -> Bool { nonces.withLock { $0.insert(nonce).inserted } }
}
