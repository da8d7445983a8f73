import Evidence

/// Whether the networks of virtual machines answered on their VLANs.
struct VLANText {
    let lines: [String]

    init(_ vlans: [VLANProbe]) {
        let rows = vlans.map { probe in
            let first = probe.address.map { address in
                "\(address.inOneLine)\(probe.hardwareAddress.map { " (\($0.inOneLine))" } ?? "")"
            }
            return [
                "  \(probe.vlan)", probe.portGroup?.inOneLine ?? "", probe.subnet.inOneLine, probe.interface.inOneLine,
                "\(Amounts.count(probe.answered)) of \(Amounts.count(probe.asked))", first ?? "",
            ]
        }
        let table = TextTable([["VLAN", "port group", "subnet", "interface", "answered", "first"]] + rows).lines
        lines =
            table
            + vlans.compactMap { probe in
                guard let hosts = Self.hosts(of: probe.subnet), probe.asked < hosts else { return nil }
                return
                    "  VLAN \(probe.vlan): \(Amounts.count(probe.asked)) of the \(Amounts.count(hosts)) addresses of "
                    + "\(probe.subnet.inOneLine) were asked, spread over it"
            }
    }

    /// How many addresses of hosts an IPv4 subnet has; nil where the text is none.
    private static func hosts(of subnet: String) -> Int? {
        let parts = subnet.split(separator: "/")
        guard parts.count == 2, let prefix = Int(parts[1]), (0...32).contains(prefix) else { return nil }
        return prefix > 30 ? 1 << (32 - prefix) : (1 << (32 - prefix)) - 2
    }
}
