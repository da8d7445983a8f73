import Facts
import LinuxSystem

extension PathPlan {
    /// What the command line says about which part of an inventory is probed, and from where.
    struct Choice {
        /// Names of hosts or sites, or addresses; empty for all that matters.
        var to: [String] = []
        var site: String?
        /// The addresses that this machine may use.
        var own: [OwnAddress] = []
        var wantsVLANs = false
    }

    /// The plan for the vMotion adapters of `store`.
    init(_ choice: Choice, inventory store: FactStore) throws {
        let reader = try store.reader()
        reader.allow(.forRows(store.rowCount))
        let adapters = try VMotionAddress.all(in: reader)
        let here = try Standpoint(
            of: choice.own, among: adapters, sites: try store.siteNames().subtracting([""]), named: choice.site,
            isOptional: !choice.to.isEmpty)
        site = here.site
        standing = here.addresses
        let own = Set(choice.own.map(\.address.description))
        let families = Set(
            here.addresses.isEmpty ? choice.own.map(\.address.family) : here.addresses.map(\.address.family))
        let byHost = Dictionary(grouping: adapters, by: \.hostID)
        let hosts = try choice.to.isEmpty ? FarHost.all(from: here.site, in: reader) : []
        for host in hosts {
            add(byHost[host.hostID] ?? [], of: host, here: here, own: own, families: families)
        }
        if !choice.to.isEmpty {
            for name in choice.to { try add(named: name, among: adapters, in: store, here: here) }
        }
        for index in targets.indices { targets[index].source = here.source(for: targets[index].address) }
        // An adapter with two addresses is two ends.
        let names = Dictionary(grouping: targets, by: \.name)
        for index in targets.indices where names[targets[index].name]?.count ?? 0 > 1 {
            targets[index].name += " \(targets[index].address)"
        }
        if !choice.wantsVLANs, targets.isEmpty, unknown.isEmpty {
            let place = site.map { " from \($0)" } ?? ""
            throw CommandFailure(
                "no host of the inventory is one to move virtual machines to\(place), so there is nothing to probe")
        }
        guard choice.wantsVLANs else { return }
        guard let site else {
            throw CommandFailure(
                "--vlan-interface looks for the subnets declared for a site; say which with --site NAME")
        }
        (vlans, unknownVLANs) = try VLANTarget.all(at: site, in: reader)
        if vlans.isEmpty, unknownVLANs.isEmpty {
            throw CommandFailure(
                "the inventory declares no subnets of port groups at \(site), so there is no VLAN to probe")
        }
    }

    /// Adds a host's adapters: one in each network, of the families that this machine has.
    private mutating func add(
        _ adapters: [VMotionAddress], of host: FarHost, here: Standpoint, own: Set<String>,
        families: Set<InternetAddress.Family>
    ) {
        guard !adapters.isEmpty else {
            unknown.append((host.name, "it has no vMotion adapter, or none was captured"))
            return
        }
        var taken: Set<IPNetwork> = []
        var isProbed = false
        var obstacles: [(name: String, why: String)] = []
        for adapter in adapters {
            guard let address = adapter.address, let internet = InternetAddress(address.description) else {
                obstacles.append((adapter.name, adapter.lack))
                continue
            }
            guard !own.contains("\(internet)") else {
                leftOut.append((adapter.name, "this machine has its address \(address) and stands in for it"))
                isProbed = true
                continue
            }
            if let stack = adapter.netstack, let own = here.netstack, stack != own {
                obstacles.append((adapter.name, "it is on the TCP/IP stack \(stack), and those around here on \(own)"))
                continue
            }
            guard families.isEmpty || families.contains(internet.family) else {
                obstacles.append(
                    (adapter.name, "this machine has no \(internet.family == .ipv4 ? "IPv4" : "IPv6") address"))
                continue
            }
            if let network = adapter.network, !taken.insert(network).inserted {
                leftOut.append(
                    (adapter.name, "another adapter of the host is in the same subnet; --to with the host probes both"))
                continue
            }
            isProbed = true
            targets.append(ProbeTarget(adapter, at: internet, why: host.why))
        }
        // What keeps one address of several from being probed leaves nothing unknown about the host's others.
        if isProbed {
            leftOut += obstacles
        } else {
            unknown += obstacles
        }
    }

    /// Adds all adapters of a host or of the hosts at a site, or an address.
    private mutating func add(
        named name: String, among adapters: [VMotionAddress], in store: FactStore, here: Standpoint
    ) throws {
        if let address = InternetAddress(name) {
            if let known = adapters.first(where: { $0.address?.description == address.description }) {
                return append(ProbeTarget(known, at: address, why: "named"))
            }
            var target = ProbeTarget(address)
            let sites = Set(adapters.filter { $0.network?.contains(address) == true }.map(\.site))
            target.site = sites.count == 1 ? sites.first ?? nil : nil
            target.why = "named"
            return append(target)
        }
        let folded = name.lowercased()
        let hosts = try store.hostNames()
        let exact = hosts.filter { $0.lowercased() == folded }
        let matching = exact.isEmpty ? hosts.filter { $0.lowercased().hasPrefix(folded + ".") } : exact
        let chosen: [VMotionAddress]
        if matching.count > 1 {
            throw CommandFailure("\(name) is short for several hosts: \(matching.sorted().joined(separator: ", "))")
        } else if let host = matching.first {
            chosen = adapters.filter { $0.host == host }
            guard !chosen.isEmpty else { throw CommandFailure("\(host) has no vMotion adapter in the inventory") }
        } else {
            let sites = try store.siteNames().subtracting([""])
            guard sites.contains(name) else {
                throw CommandFailure(
                    "there is no host or site \(name) in the inventory"
                        + suggestion(for: name, among: hosts.union(sites)))
            }
            chosen = adapters.filter { $0.site == name }
        }
        for adapter in chosen {
            if let address = adapter.address.flatMap({ InternetAddress($0.description) }) {
                append(ProbeTarget(adapter, at: address, why: "named"))
            } else {
                unknown.append((adapter.name, adapter.lack))
            }
        }
    }

    private mutating func append(_ target: ProbeTarget) {
        if !targets.contains(where: { $0.address == target.address }) { targets.append(target) }
    }
}

extension IPAddress {
    /// As the kernel's interfaces have it.
    var family: InternetAddress.Family { isIPv4 ? .ipv4 : .ipv6 }
}

extension Standpoint {
    /// The address to probe `address` from: in its network, or in the site's vMotion network.
    func source(for address: InternetAddress) -> InternetAddress? {
        guard let far = IPAddress(address.description) else { return nil }
        let fitting = addresses.filter { $0.address.isIPv4 == far.isIPv4 }
        let chosen = fitting.first { $0.network.contains(far) } ?? fitting.first
        return chosen.flatMap { InternetAddress($0.address.description) }
    }
}

extension IPNetwork {
    /// Whether `address` is a member.
    fileprivate func contains(_ address: InternetAddress) -> Bool { IPAddress("\(address)").map(contains) ?? false }
}
