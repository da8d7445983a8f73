/// How large the buffers of data connections are to be.
public enum BufferChoice {
    /// What is assumed of a link whose interface names no speed.
    private static let usualMbps = 10_000

    /// More than a path of 10 Gbit/s and 100 ms holds.
    private static let most = 256 << 20

    /// Bytes for each direction; nil leaves the buffers to the kernel.
    ///
    /// vMotion over distance resizes its buffers to the round-trip time as well. Where the kernel's own tuning can reach what the
    /// path holds, it does better: buffers that are fixed keep more in flight than a short path takes.
    public static func bytes(
        _ wish: SocketBuffer, roundTripSeconds: Double, near: EndFacts, far: EndFacts
    ) -> Int? {
        switch wish {
        case .system: return nil
        case .bytes(let bytes): return bytes
        case .automatic:
            let speeds = [near.speedMbps, far.speedMbps].compactMap { $0 }.filter { $0 >= 100 }
            let mbps = Double(speeds.min() ?? usualMbps)
            let needed = Int(min(Double(most), 2 * mbps * 1e6 / 8 * roundTripSeconds))
            let reachable = [near, far].flatMap { [$0.sendBufferMaximum, $0.receiveBufferMaximum] }
                .compactMap { $0 }.min()
            return needed > reachable ?? 0 ? needed : nil
        }
    }
}
