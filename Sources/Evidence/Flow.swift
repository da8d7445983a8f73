/// One TCP connection of an analysed capture.
public struct Flow: Codable, Sendable, Equatable {
    /// The address of the end that opened it, or that sent first in the capture.
    public var client: String

    /// The client's port.
    public var clientPort: Int

    /// The address of the other end.
    public var server: String

    /// The server's port.
    public var serverPort: Int

    /// The interface of the capture that it was seen on.
    public var interface: String?

    /// The VLAN it was tagged with.
    public var vlan: Int?

    /// Maximum segment size that the client announced.
    public var clientMss: Int?

    /// Maximum segment size that the server announced.
    public var serverMss: Int?

    /// When its first packet was seen, in seconds since the start of the capture.
    public var started: Double

    /// How long it lasted.
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
