public import Agent

/// What a probe of paths with a far end is to measure, and how carefully.
public struct ProbePlan: Sendable {
    /// The command that leads to the far end, such as `ssh root@host-b`.
    public var via: String

    /// The program's path there, where it is not on the usual ones.
    public var agentPath: String?

    /// The pairs of addresses to measure between; each alone, and with more than one also all at once.
    public var pairs: [AddressPair]

    /// How many connections carry data at once: one, and this many.
    public var streams = 1

    /// How long each transfer takes, in seconds; the idle round trips take about half of it.
    public var seconds = 10.0

    /// The most that all connections together may send, in 10^6 bit/s.
    public var maxRateMbps: Double?

    /// The TCP port of the data connections.
    public var port: UInt16 = 8000

    /// The TCP ports whose state is looked at, at both ends.
    public var checkedPorts: [UInt16] = [8000, 902]

    /// How many handshakes time the idle path, after a warm-up that is not counted.
    public var handshakes = 200

    /// The largest packet that the path should carry, with its IP header, from which the DF ladder starts; the near interface's MTU where nil.
    public var mtu: Int?

    /// The buffers of the data connections.
    public var socketBuffer = SocketBuffer.automatic

    /// The congestion control of the data connections; cubic, loss-based as ESXi's, where nil and there is one.
    public var congestionControl: String?

    /// The files that keep the capture; none where nil.
    public var keepCapture: CaptureFiles?

    /// A plan with the usual settings.
    public init(via: String, pairs: [AddressPair]) {
        self.via = via
        self.pairs = pairs
    }
}
