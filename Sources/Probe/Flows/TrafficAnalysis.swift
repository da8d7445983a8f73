public import LinuxSystem

/// The TCP connections of a capture, followed frame by frame: round trips, goodput, repetitions, and what limits each.
///
/// One analysis belongs to one thread, which calls ``add(_:originalLength:time:link:interface:)`` for each frame in the order
/// of the capture, and reads the results when it likes: they are values of their own, cheap for a few connections, and the
/// analysis goes on afterwards. Only ``progress`` may be read by other threads meanwhile.
///
/// Live capture and capture files use it alike:
///
///     let analysis = TrafficAnalysis()
///     analysis.add(frame, originalLength: 1514, time: stamp, link: .ethernet, interface: 0)
///     let flow = analysis.flow(from: local, to: remote)
///     let transfer = Transfer([flow.direction(from: local)])
///     transfer.steadyMbps
public final class TrafficAnalysis: PacketSink {
    /// How far the analysis has come, for other threads.
    public let progress = TrafficProgress()

    /// What was seen besides connections.
    public var totals: TrafficTotals { engine.totals }

    /// The time stamps of the first and the last frame, in nanoseconds since 1970; nil before the first.
    public var span: (first: Int64, last: Int64)? { engine.span }

    private var engine: FlowEngine

    /// An analysis without frames yet.
    ///
    /// - Parameters:
    ///   - flowLimit: How many connections are kept; beyond, those with least data are folded into ``totals``.
    ///   - samples: Takes every sample of a round trip.
    public init(flowLimit: Int = 262_144, samples: (any RoundTripSink)? = nil) {
        engine = FlowEngine(flowLimit: flowLimit, samples: samples)
    }

    /// Follows one frame.
    public func add(
        _ frame: UnsafeRawBufferPointer, originalLength: Int, time: Int64, link: LinkType, interface: Int
    ) {
        unsafe engine.add(frame, originalLength: originalLength, time: time, link: link, interface: interface)
        progress.publish(packets: engine.totals.packets, payloadBytes: engine.totals.payloadBytes)
    }

    /// Counts a frame that has no time stamp, so that the numbers of frames stay right.
    public func addUntimed() { engine.addUntimed() }

    /// The connections with most data, at most `limit` of them.
    public func flows(limit: Int = .max) -> [TCPFlow] { engine.flows(limit: limit) }

    /// The latest connection between two ends, whichever of them opened it; nil when none was seen.
    public func flow(from: SocketAddress, to: SocketAddress) -> TCPFlow? { engine.flow(from: from, to: to) }
}
