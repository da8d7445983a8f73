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
        lines = TextTable([["VLAN", "port group", "subnet", "interface", "answered", "first"]] + rows).lines
    }
}
