/// One end of a path: an address of a machine, with what carries it.
public struct End: Codable, Sendable, Equatable {
    /// What the paths call it.
    public var name: String

    /// Its IPv4 or IPv6 address.
    public var address: String

    /// The inventory's name of the host; a machine that stands in for one has only a site.
    public var host: String?

    /// The inventory's name of the VMkernel adapter.
    public var adapter: String?

    /// The adapter's TCP/IP stack.
    public var netstack: String?

    /// The inventory's name of the site where it stands.
    public var site: String?

    /// The network interface.
    public var interface: String?

    /// The interface's MTU in bytes.
    public var mtu: Int?

    /// The release of the kernel, as uname(2) tells it.
    public var kernel: String?

    /// Driver of the network interface.
    public var driver: String?

    /// Speed of the network interface in Mbit/s; absent where it knows none.
    public var speedMbps: Int?

    /// TCP congestion control that the data connections ran with.
    public var congestionControl: String?

    /// The send buffer that the data connections were given, in bytes; absent when the kernel chose it.
    public var sendBufferBytes: Int?

    /// The receive buffer that the data connections were given, in bytes; absent when the kernel chose it.
    public var receiveBufferBytes: Int?

    /// An end with only name and address.
    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}
