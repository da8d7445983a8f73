/// One TCP connection of an analysed capture.
public struct Flow: Codable, Sendable, Equatable {
    /// Its number in the file of samples: from 0 in the order of first packets, as tshark's `tcp.stream`.
    public var number: Int?

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

    /// Bytes of payload of the client that were seen, each counted once.
    public var clientBytes: Int?

    /// Bytes of payload of the server that were seen, each counted once.
    public var serverBytes: Int?

    /// Which end the capture was taken at, as the two halves of the round trip tell: `client`, `server`, or `between`.
    public var capturedAt: CapturePoint?

    /// Round-trip times of the direction across the path: of what the end sent that the capture was taken at.
    public var rttMs = Path.RoundTrips()

    /// From the first SYN to the acknowledgement that completed the handshake: the whole path, wherever the capture was taken.
    public var initialRttMs: Double?

    /// Samples on repeated data, which are not in `rttMs`.
    public var ambiguousSamples: Int?

    /// What each direction carried, where it was enough to tell a rate; `forward` is from the client.
    public var goodput: [Goodput] = []

    /// A place of a capture.
    public enum CapturePoint: String, Codable, Sendable {
        /// Near the end that opened the connection.
        case client
        /// Near the other end.
        case server
        /// Where neither direction shows the whole path.
        case between
    }

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
