/// Whether a virtual machine on a VLAN would find its network where this machine stands: a tagged ARP probe.
public struct VLANProbe: Codable, Sendable, Equatable {
    /// The port group whose network it is.
    public var portGroup: String?

    /// The port group's VLAN.
    public var vlan: Int

    /// The subnet that is declared for it.
    public var subnet: String

    /// The interface that the tagged requests left by.
    public var interface: String

    /// The site where the interface stands.
    public var site: String?

    /// How many addresses were asked for.
    public var asked: Int

    /// How many of them answered.
    public var answered: Int

    /// The first address that answered.
    public var address: String?

    /// The hardware address that it answered with.
    public var hardwareAddress: String?

    /// A probe and its outcome.
    public init(vlan: Int, subnet: String, interface: String, asked: Int, answered: Int) {
        self.vlan = vlan
        self.subnet = subnet
        self.interface = interface
        self.asked = asked
        self.answered = answered
    }
}
