import Agent
import LinuxSystem

/// Something to probe: an address with what is known of it.
struct ProbeTarget {
    /// What evidence calls it: host and adapter, or the address.
    var name: String

    /// Its address.
    var address: InternetAddress

    /// The inventory's names for it.
    var host: String?
    var adapter: String?
    var netstack: String?
    var site: String?

    /// The MTU that is configured on it.
    var mtu: Int?

    /// The address of this machine to probe it from, when that is no matter of routing alone.
    var source: InternetAddress?

    /// Why it matters.
    var why = ""

    /// An address that no inventory knows.
    init(_ address: InternetAddress, named name: String? = nil) {
        self.name = name ?? "\(address)"
        self.address = address
    }

    /// An address of the inventory.
    init(_ adapter: VMotionAddress, at address: InternetAddress, why: String) {
        name = adapter.name
        self.address = address
        host = adapter.host
        self.adapter = adapter.device
        netstack = adapter.netstack
        site = adapter.site
        mtu = adapter.mtu
        self.why = why
    }

    /// The addresses to measure between: from `interface`, at a machine that stands in at `site`, to one that stands in here.
    ///
    /// A machine that stands in for a host has only the site of it.
    func pair(over interface: String?, at site: String?) -> AddressPair {
        var near = AddressPair.Side(address: source, interface: interface)
        near.site = site
        var far = AddressPair.Side(name: name, address: address)
        far.site = self.site
        return AddressPair(near: near, far: far)
    }
}
