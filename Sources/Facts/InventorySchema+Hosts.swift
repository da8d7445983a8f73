extension InventorySchema {
    /// A host.
    public static let host = Record(
        "hosts", singular: "host", key: ["name"],
        supply: "PowerCLI: Get-VMHost | Select-Object Name, Parent, Version, Build, LicenseKey",
        "An ESXi (or ESX) host.",
        fields: [
            .text("name", "The host's name.", required: true),
            Field(
                "site", .value(.text), "The site it stands at.", none: .emptyText,
                supply: "a person: no export knows the sites"),
            .text("cluster", "The cluster it belongs to; null for none.", none: .emptyText),
            .value("version", .version, "ESXi release."),
            .text("build", "Build number."),
            .text("license", "Licence edition as vCenter names it.", none: .emptyText),
            .text("evcMode", "EVC baseline.", none: .emptyText),
            .records("physicalAdapters", physicalAdapter, formerKeys: ["nics"]),
            .records("standardSwitches", standardSwitch),
            .records("distributedSwitches", switchMembership),
            .records("vmkernelAdapters", vmkernelAdapter, formerKeys: ["vmkernel"]),
            .records("tcpipStacks", tcpipStack),
            .records("staticRoutes", staticRoute),
            Field(
                "advancedOptions",
                .map(.text, table: "advancedOptions", nameColumn: "name", valueColumn: "value"),
                "Advanced settings that differ from their defaults.",
                supply: "esxcli system settings advanced list --delta"),
            .list(
                "datastores", table: "mounts", column: "datastore", "Datastores the host mounts.",
                supply: "esxcli storage filesystem list, or PowerCLI: Get-VMHost NAME | Get-Datastore"),
        ])

    private static let physicalAdapter = Record(
        "physicalAdapters", singular: "physicalAdapter", key: ["device"], supply: "esxcli network nic list",
        "A physical network adapter of a host.",
        fields: [
            .text("device", "Its name, such as vmnic0.", required: true),
            .value("link", .choice(["up", "down"]), "Link state."),
            .integer("speedMbps", "Mbit/s", "Link speed, null (stored as 0) when the link is down.", none: .zero),
            .value("duplex", .choice(["full", "half"]), "Duplex mode.", none: .emptyText),
            .text("driver", "Driver name.", none: .emptyText),
            .text("pci", "PCI address of the port; the card is the address without its function.", none: .emptyText),
            .text("model", "Model name.", none: .emptyText),
            Field(
                "pcie",
                .group([
                    .integer(
                        "generation", nil, in: 1...9, "PCIe generation of the slot's link.",
                        supply: "a person, or lspci -vv (LnkSta): the vSphere API does not have it"),
                    .integer(
                        "lanes", nil, in: 1...32, "Lanes of the slot's link.",
                        supply: "a person, or lspci -vv (LnkSta): the vSphere API does not have it"),
                ]), "The slot's PCI Express link."),
        ])

    private static let vmkernelAdapter = Record(
        "vmkernelAdapters", singular: "vmkernelAdapter", key: ["device"],
        supply: "esxcli network ip interface list and esxcli network ip interface ipv4 get",
        "A VMkernel adapter of a host; it carries vMotion when its services hold vmotion or its stack is vmotion.",
        fields: [
            .text("device", "Its name, such as vmk1.", required: true),
            .text("portGroup", "The label of its port group.", none: .emptyText),
            .value("ip", .interfaceAddress, "Address; null for none.", none: .emptyText),
            .value("netmask", .netmask, "Netmask or prefix length, in bits in SQL (prefixLength).", none: .zero),
            Field(
                "ipv6", .list(.interfaceAddress, table: "ipv6Addresses", column: "ip"),
                "IPv6 addresses with their prefix lengths.", supply: "esxcli network ip interface ipv6 address list"),
            .value(
                "gateway", .address, "Gateway of its own (6.5 and later); null for none.", none: .emptyText),
            .value("mac", .macAddress, "MAC address."),
            .integer("mtu", bytes, in: mtuRange, "Largest packet it sends."),
            .value(
                "netstack", .knownValue(["defaultTcpipStack", "vmotion", "vSphereProvisioning", "mirror", "ops"]),
                "TCP/IP stack.", formerKeys: ["stack"]),
            Field(
                "services",
                .list(
                    .knownValue([
                        "management", "vmotion", "vSphereProvisioning", "faultToleranceLogging", "vSphereReplication",
                        "vSphereReplicationNFC", "vsan", "vsanWitness", "vsanExternal", "vSphereBackupNFC", "nvmeTcp",
                        "nvmeRdma", "ptp",
                    ]), table: "services", column: "service"),
                "Services enabled on it.",
                supply: "esxcli network ip interface tag get -i vmkN"),
        ])

    private static let tcpipStack = Record(
        "tcpipStacks", singular: "tcpipStack", key: ["name"],
        supply: "esxcli network ip netstack list and esxcli network ip route ipv4 list -N STACK",
        "A TCP/IP stack of a host, with a gateway of its own.",
        fields: [
            .text("name", "The stack's name.", required: true),
            .value("gateway", .address, "Default gateway; null for none.", none: .emptyText),
        ])

    private static let staticRoute = Record(
        "staticRoutes", singular: "staticRoute", key: ["network", "netstack"],
        supply: "esxcli network ip route ipv4 list -N STACK",
        "A static route of a host.",
        fields: [
            .value("network", .network, "Destination network.", required: true),
            .value("gateway", .address, "Next hop.", required: true),
            .text("netstack", "The stack it belongs to."),
        ])
}
