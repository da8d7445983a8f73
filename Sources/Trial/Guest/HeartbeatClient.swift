import LinuxSystem

/// Hears a guest's heart from outside, and records how long it was silent.
final class HeartbeatClient: Sendable {
    /// What to send to, for the guest that is started as number `generation`.
    func settings(generation: UInt32) -> HeartbeatSettings { preconditionFailure() }

    /// Listens at `address`, at a port that the kernel chooses unless one is given.
    init(on address: InternetAddress, port: UInt16 = 0) throws { preconditionFailure() }

    /// What was heard so far.
    var report: HeartbeatReport { preconditionFailure() }

    /// The longest time without a heartbeat between two moments of the monotonic clock; nil where none was heard before.
    func longestSilence(in window: Range<Int64>) -> Int64? { preconditionFailure() }

    /// Ends listening.
    func stop() { preconditionFailure() }
}
