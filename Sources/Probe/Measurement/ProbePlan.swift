public import LinuxSystem

/// What a probe of paths with a far end is to measure, and how carefully.
public struct ProbePlan: Sendable {
    /// The command that leads to the far end, such as `ssh root@host-b`.
    public var via: String

    /// The program's path there, where it is not on the usual ones.
    public var agentPath: String?

    /// The pairs of addresses to measure between; each alone, and with more than one also all at once.
    public var pairs: [Pair]

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
    public init(via: String, pairs: [Pair]) {
        self.via = via
        self.pairs = pairs
    }

    /// Two addresses to measure between.
    public struct Pair: Sendable, Equatable {
        /// This machine's side.
        public var near: Side

        /// The far end's side.
        public var far: Side

        /// Two sides.
        public init(near: Side, far: Side) {
            self.near = near
            self.far = far
        }
    }

    /// One side of a pair.
    public struct Side: Sendable, Equatable {
        /// What the evidence calls it; the address where nil, which must then be given.
        public var name: String?

        /// Its address; on the near side the kernel chooses where nil, on the far side it must be given.
        public var address: InternetAddress?

        /// The network interface to pin to; the one that has the address where nil.
        public var interface: String?

        /// The inventory's name for the host that it is, if it is one.
        public var host: String?

        /// The host's VMkernel adapter.
        public var adapter: String?

        /// The adapter's TCP/IP stack.
        public var netstack: String?

        /// The site where it is, or stands in.
        public var site: String?

        /// A side with its address.
        public init(name: String? = nil, address: InternetAddress? = nil, interface: String? = nil) {
            self.name = name
            self.address = address
            self.interface = interface
        }
    }

    /// How large the buffers of the data connections are.
    public enum SocketBuffer: Sendable, Equatable {
        /// Twice what the path holds at its round-trip time, where the system's own choice would be smaller.
        case automatic
        /// The system's own choice.
        case system
        /// So many bytes.
        case bytes(Int)
    }
}
