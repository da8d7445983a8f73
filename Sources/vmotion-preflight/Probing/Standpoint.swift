import Facts
import SourceText

/// Where this machine stands among the sites of an inventory: at whose vMotion network it is.
struct Standpoint {
    /// An address of this machine in a vMotion network of the site.
    struct Address {
        let interface: String
        let address: IPAddress
        let network: IPNetwork
    }

    /// The site; nothing when the inventory names none, or when no site is needed.
    let site: String?

    /// The addresses in the site's vMotion networks; none when the probe is routed from elsewhere.
    let addresses: [Address]

    /// The TCP/IP stack of the site's vMotion adapters, when they agree.
    let netstack: String?

    /// Finds it.
    ///
    /// - Parameters:
    ///   - own: the addresses that this machine may use.
    ///   - adapters: the vMotion adapters of the inventory.
    ///   - sites: the names of the sites.
    ///   - site: what the command line says.
    ///   - isOptional: whether the probe can do without, because its targets are named.
    /// - Throws: a failure that says what to give when it cannot be told.
    init(
        of own: [OwnAddress], among adapters: [VMotionAddress], sites: Set<String>, named site: String?,
        isOptional: Bool
    ) throws(CommandFailure) {
        if let site, !sites.contains(site) {
            throw CommandFailure("there is no site \(site) in the inventory" + suggestion(for: site, among: sites))
        }
        // What this machine has an address of counts before what it is in the network of.
        let standsIn = adapters.filter { adapter in own.contains { $0.address == adapter.address } }
        func near(_ address: IPAddress) -> [VMotionAddress] {
            adapters.filter { $0.network?.contains(address) == true && (site == nil || $0.site == site) }
        }
        var at = Set(standsIn.map(\.site))
        if at.count != 1 { at = Set(own.flatMap { near($0.address).map(\.site) }) }
        guard site != nil || at.count == 1 || sites.isEmpty || isOptional else {
            throw Self.failure(at: at, own: own.map(\.address), adapters: adapters)
        }
        let chosen = site ?? (at.count == 1 ? at.first ?? nil : nil)
        self.site = chosen
        let isAnywhere = site == nil && at.count != 1
        let peers = adapters.filter { isAnywhere || $0.site == chosen }
        addresses = own.compactMap { own in
            peers.lazy.compactMap(\.network).first { $0.contains(own.address) }
                .map { Address(interface: own.interface, address: own.address, network: $0) }
        }
        let networks = Set(addresses.map(\.network))
        let around = networks.isEmpty ? peers : peers.filter { $0.network.map(networks.contains) == true }
        let stacks = Set(around.compactMap(\.netstack))
        netstack = stacks.count == 1 && !isAnywhere ? stacks.first : nil
    }

    private static func failure(
        at sites: Set<String?>, own: [IPAddress], adapters: [VMotionAddress]
    ) -> CommandFailure {
        if sites.count > 1 {
            let names = sites.map { $0 ?? "hosts without a site" }.sorted().joined(separator: ", ")
            return CommandFailure(
                "the vMotion network that this machine is in is that of several sites: \(names); "
                    + "say with --site NAME where it stands")
        }
        let networks = Set(adapters.compactMap(\.network?.description)).sorted()
        let shown = networks.prefix(4).joined(separator: ", ") + (networks.count > 4 ? ", …" : "")
        let has = own.isEmpty ? "no address" : own.prefix(4).map(\.description).joined(separator: ", ")
        return CommandFailure(
            "this machine is in none of the inventory's vMotion networks (it has \(has); they are "
                + "\(shown.isEmpty ? "not captured" : shown)); give it an address there, "
                + "or say with --site NAME where it stands, or with --to what to probe")
    }
}

/// ", did you mean …?" when one of `names` is near.
func suggestion(for name: String, among names: some Collection<String>) -> String {
    nearest(to: name, among: names.sorted()).map { "; did you mean \($0)?" } ?? ""
}
