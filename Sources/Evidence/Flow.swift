/// One TCP connection of an analysed capture.
public struct Flow: Codable, Sendable, Equatable {
    /// The end that opened it, or that sent first in the capture, and the other.
    public var client: String
    public var clientPort: Int
    public var server: String
    public var serverPort: Int

    /// The interface of the capture that it was seen on, and the VLAN it was tagged with.
    public var interface: String?
    public var vlan: Int?

    /// Maximum segment size that each end announced.
    public var clientMss: Int?
    public var serverMss: Int?

    /// When its first packet was seen, in seconds since the start of the capture, and how long it lasted.
    public var started: Double
    public var seconds: Double

    /// Packets that were seen.
    public var packets: Int

    /// Round-trip times, both directions taken together.
    public var rttMs = Path.RoundTrips()

    /// Samples on repeated data, which are not in `rttMs`.
    public var ambiguousSamples: Int?

    /// What each direction carried; `forward` is from the client.
    public var goodput: [Goodput] = []

    /// A connection with its ends.
    public init(
        client: String, clientPort: Int, server: String, serverPort: Int, started: Double, seconds: Double,
        packets: Int
    ) {
        self.client = client
        self.clientPort = clientPort
        self.server = server
        self.serverPort = serverPort
        self.started = started
        self.seconds = seconds
        self.packets = packets
    }
}
