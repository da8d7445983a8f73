import Synchronization

/// How far an analysis has come, which any thread may read while another one analyses.
public final class TrafficProgress: Sendable {
    private let packetCount = Atomic<Int>(0)
    private let payloadByteCount = Atomic<Int>(0)

    /// Frames taken so far.
    public var packets: Int { packetCount.load(ordering: .relaxed) }

    /// Bytes of TCP payload so far, each counted once.
    public var payloadBytes: Int { payloadByteCount.load(ordering: .relaxed) }

    /// Only the analysing thread writes.
    func publish(packets: Int, payloadBytes: Int) {
        packetCount.store(packets, ordering: .relaxed)
        payloadByteCount.store(payloadBytes, ordering: .relaxed)
    }
}
