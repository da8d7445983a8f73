/// What was measured from one end to another.
public struct Path: Codable, Sendable, Equatable {
    /// The name of the end that asked.
    public var from: String

    /// The name of the end that was asked.
    public var to: String

    /// Whether anything answered: an echo, a handshake, or a refusal of the far end itself.
    public var reachable: Bool?

    /// Round-trip times on the idle path, each by its own method.
    public var rttMs = RoundTrips()

    /// The same while data is transferred.
    public var rttLoadedMs: RoundTrips?

    /// Echo requests sent after the warm-up, and the replies.
    public var echo: Echo?

    /// Bandwidth, one entry a transfer.
    public var goodput: [Goodput] = []

    /// The largest packet that arrives whole, in bytes with IP header: RFC 1191, RFC 8201.
    public var pathMtu: Int?

    /// The steps of the DF ladder that led to `pathMtu`.
    public var mtuLadder: [LadderStep]?

    /// What TCP ports answer, by number.
    public var ports: [String: PortState] = [:]

    /// Routers between the two ends; 0 on one network.
    public var hops: Int?

    /// Hardware addresses that answered for the far end's address on the local network; more than one is a conflict.
    public var hardwareAddresses: [String]?

    /// How far the far end's clock is ahead.
    public var clockOffsetMs: Double?

    /// The greatest error of `clockOffsetMs`.
    public var clockOffsetErrorMs: Double?

    /// The capture that the figures were taken from.
    public var capture: Capture?

    /// A path with nothing measured yet.
    public init(from: String, to: String) {
        self.from = from
        self.to = to
    }

    /// Round-trip times by method, in milliseconds.
    public struct RoundTrips: Codable, Sendable, Equatable {
        /// From a SYN to its SYN/ACK.
        public var handshake: Distribution?
        /// From data to its acknowledgement; without data sent more than once (Karn).
        public var ack: Distribution?
        /// From a TCP timestamp to its echo: RFC 7323.
        public var timestamp: Distribution?
        /// From an ICMP echo request to its reply.
        public var icmp: Distribution?

        /// Nothing measured.
        public init() {}
    }

    /// Echo requests and replies.
    public struct Echo: Codable, Sendable, Equatable {
        /// Requests sent.
        public var sent: Int
        /// Requests that were answered.
        public var received: Int
        /// Replies beyond the first to a request.
        public var duplicates: Int?

        /// Requests and replies.
        public init(sent: Int, received: Int) {
            self.sent = sent
            self.received = received
        }
    }

    /// One size of packet that was tried with DF set.
    public struct LadderStep: Codable, Sendable, Equatable {
        /// Bytes with IP header.
        public var mtu: Int
        /// Whether it was answered.
        public var answered: Bool
        /// The MTU that a router or this machine's own kernel named when it refused.
        public var reportedMtu: Int?
        /// The address of who refused.
        public var reportedBy: String?

        /// A size and whether it was answered.
        public init(mtu: Int, answered: Bool) {
            self.mtu = mtu
            self.answered = answered
        }
    }

    /// What a port answers to a SYN.
    public enum PortState: String, Codable, Sendable {
        /// A SYN/ACK came.
        case open
        /// A reset or an ICMP "port unreachable" came from the far end.
        case closed
        /// Nothing came, or an ICMP "prohibited".
        case filtered
    }
}
