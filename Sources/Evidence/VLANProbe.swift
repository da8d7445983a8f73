/// Whether a virtual machine on a VLAN would find its network where this machine stands: a tagged ARP probe.
public struct VLANProbe: Codable, Sendable, Equatable {
    /// The port group whose network it is, its VLAN, and the declared subnet.
    public var portGroup: String?
    public var vlan: Int
    public var subnet: String

    /// The interface that the tagged requests left by, and the site where it stands.
    public var interface: String
    public var site: String?

    /// How many addresses were asked for, and how many answered.
    public var asked: Int
    public var answered: Int

    /// The first that answered.
    public var address: String?
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
