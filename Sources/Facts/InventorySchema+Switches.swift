extension InventorySchema {
    static let distributedSwitch = Record(
        "distributedSwitches", singular: "distributedSwitch", key: ["name", "datacenter"],
        supply: "PowerCLI: Get-VDSwitch | Select-Object Name, Datacenter, Version, Mtu",
        "A distributed switch.",
        fields: [
            .text("name", "The switch's name.", required: true),
            .text("datacenter", "The datacenter that holds it.", none: .emptyText),
            .value("version", .version, "The switch's version."),
            .integer("mtu", bytes, in: mtuRange, "Largest packet the switch carries."),
            .list("uplinks", table: "distributedUplinks", column: "uplink", "Names of the uplinks."),
            .records(
                "linkAggregationGroups",
                Record(
                    "linkAggregationGroups", singular: "linkAggregationGroup", key: ["name"],
                    supply: "PowerCLI: (Get-VDSwitch NAME).ExtensionData.Config.LacpGroupConfig",
                    "A link aggregation group of a distributed switch.",
                    fields: [
                        .text("name", "The group's name.", required: true),
                        .value("mode", .choice(["active", "passive"]), "LACP mode."),
                        .list("uplinks", table: "aggregatedUplinks", column: "uplink", "Uplinks in the group."),
                    ])),
            .records("portGroups", portGroup),
        ])

    private static let teamingSupply =
        "esxcli network vswitch standard portgroup policy failover get -p LABEL, or PowerCLI: Get-VDPortgroup | Get-VDUplinkTeamingPolicy"

    private static let securitySupply =
        "esxcli network vswitch standard portgroup policy security get -p LABEL, or PowerCLI: Get-VDPortgroup | Get-VDSecurityPolicy"

    static let portGroup = Record(
        "portGroups", singular: "portGroup", key: ["name"],
        supply: "esxcli network vswitch standard portgroup list, or PowerCLI: Get-VDPortgroup",
        "A port group of a standard switch (hostID and standardSwitchID set) or of a distributed one (distributedSwitchID set).",
        fields: [
            .text("name", "The label.", required: true),
            .value("vlan", .vlan, "VLAN: a number, a trunk range or a private VLAN.", none: .zero),
            Field(
                "subnets",
                .map(.network, table: "portGroupSubnets", nameColumn: "site", valueColumn: "subnet"),
                "Declared: the subnet that virtual machines behind this label find at each site.",
                supply: "a person: no export knows it"),
            .list(
                "activeUplinks", table: "activeUplinks", column: "uplink", "Active uplinks, in order.",
                supply: teamingSupply),
            .list(
                "standbyUplinks", table: "standbyUplinks", column: "uplink", "Standby uplinks, in order.",
                supply: teamingSupply),
            .value(
                "loadBalancing", .choice(["explicit", "srcId", "srcMac", "ipHash", "loadBased"]), "Teaming policy.",
                supply: teamingSupply),
            .value("failback", .boolean, "Whether a repaired uplink takes over again.", supply: teamingSupply),
            .value(
                "notifySwitches", .boolean, "Whether physical switches are told of moved addresses.",
                supply: teamingSupply),
            Field(
                "security",
                .group([
                    .value(
                        "promiscuous", .choice(["accept", "reject"]), "Promiscuous mode.", supply: securitySupply),
                    .value(
                        "macChanges", .choice(["accept", "reject"]), "MAC address changes.", supply: securitySupply),
                    .value(
                        "forgedTransmits", .choice(["accept", "reject"]), "Forged transmits.", supply: securitySupply),
                ]), "Security policy."),
        ])

    static let standardSwitch = Record(
        "standardSwitches", singular: "standardSwitch", key: ["name"],
        supply: "esxcli network vswitch standard list",
        "A standard switch of a host.",
        fields: [
            .text("name", "The switch's name.", required: true),
            .integer("mtu", bytes, in: mtuRange, "Largest packet the switch carries."),
            .list("uplinks", table: "standardUplinks", column: "adapter", "Physical adapters, as vmnic names."),
            .records("portGroups", portGroup),
        ])

    static let switchMembership = Record(
        "switchMemberships", singular: "switchMembership", key: ["name"],
        supply: "esxcli network vswitch dvs vmware list",
        "A distributed switch as one host has it.",
        fields: [
            .text("name", "The switch's name.", required: true),
            .integer("mtu", bytes, in: mtuRange, "Largest packet the switch carries on this host."),
            Field(
                "uplinks",
                .map(.text, table: "uplinkAssignments", nameColumn: "uplink", valueColumn: "adapter"),
                "The physical adapter behind each uplink name."),
        ])
}
