/// One end of a path: an address of a machine, with what carries it.
public struct End: Codable, Sendable, Equatable {
    /// What the paths call it.
    public var name: String

    /// Its IPv4 or IPv6 address.
    public var address: String

    /// The inventory's names for it: the host, its VMkernel adapter, TCP/IP stack and site. A machine that stands in for a host
    /// has only the site.
    public var host: String?
    public var adapter: String?
    public var netstack: String?
    public var site: String?

    /// The network interface and its MTU in bytes.
    public var interface: String?
    public var mtu: Int?

    /// The release of the kernel, as uname(2) tells it.
    public var kernel: String?

    /// Driver and speed of the network interface; no speed where the interface knows none.
    public var driver: String?
    public var speedMbps: Int?

    /// TCP congestion control that the data connections ran with.
    public var congestionControl: String?

    /// The socket buffers that the data connections were given, in bytes; absent when the kernel chose them.
    public var sendBufferBytes: Int?
    public var receiveBufferBytes: Int?

    /// An end with only name and address.
    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}
