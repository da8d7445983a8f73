import Facts
import LinuxSystem

/// A network of virtual machines that a VLAN should lead to where this machine stands.
struct VLANTarget: Equatable {
    let portGroup: String
    let vlan: Int
    let subnet: IPNetwork

    /// Those that the inventory declares for `site`, each VLAN and subnet once; and the labels whose VLAN is no single one.
    static func all(
        at site: String, in reader: Database
    ) throws -> (targets: [VLANTarget], unknown: [(name: String, why: String)]) {
        let statement = try reader.prepare(
            """
            SELECT DISTINCT p.name, p.vlan, s.subnet FROM portGroupSubnets s JOIN portGroups p ON p.id = s.portGroupID
            WHERE s.site = ? ORDER BY CAST(p.vlan AS INTEGER), p.name, s.subnet
            """)
        statement.bind(1, .text(site))
        var targets: [VLANTarget] = []
        var unknown: [(name: String, why: String)] = []
        while try statement.step() {
            let name = statement.text(0) ?? ""
            guard let text = statement.text(1) else {
                unknown.append((name, "its VLAN was not captured"))
                continue
            }
            guard let vlan = Int(text), (0...4094).contains(vlan) else {
                unknown.append((name, "its VLAN is \(text), which is no single one"))
                continue
            }
            guard let subnet = statement.text(2).flatMap({ IPNetwork($0) }), subnet.address.isIPv4 else {
                unknown.append((name, "its subnet is not of IPv4, so ARP cannot ask for it"))
                continue
            }
            guard !targets.contains(where: { $0.vlan == vlan && $0.subnet == subnet }) else { continue }
            targets.append(VLANTarget(portGroup: name, vlan: vlan, subnet: subnet))
        }
        return (targets, unknown)
    }
}

extension NetworkInterface.Address {
    /// An address of `network`.
    init(_ network: IPNetwork) {
        self.init(
            InternetAddress(family: network.address.family, bytes: network.address.bytes),
            prefix: network.prefixLength)
    }
}
