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
}
