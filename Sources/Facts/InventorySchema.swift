/// The inventory, declared once: the loader, the SQL tables, the JSON Schema and the table reference come from here.
///
/// Names are VMware's. An absent key means "not captured", `null` "captured: none", an empty list "captured: none".
public enum InventorySchema {
    /// The whole document.
    public static let root = Record(
        "inventory", singular: "inventory", key: [], supply: "a capture of the whole estate",
        "A set of hosts between which virtual machines are to move, and the networks between them.",
        isWhole: true,
        fields: [
            Field("source", .record(source), source.documentation),
            .records("sites", site),
            .records("links", link),
            .records("clusters", cluster),
            .records("distributedSwitches", distributedSwitch),
            .records("hosts", host),
            .records("datastores", datastore),
            .records("resourcePools", resourcePool),
            .records("vms", vm),
            .records("migrations", migration),
        ])

    /// Every table, parents before their children.
    public static let tables = Table.all(of: root)

    /// The table called `name`.
    public static func table(_ name: String) -> Table? { tables.first { $0.name == name } }

    /// The table that holds the list in `column` of `table`, and its column that names the owner; empty under the root.
    static func child(of table: Table, under column: String) -> (table: Table, link: String)? {
        for child in tables {
            if let place = child.places.first(where: { $0.table == table.name && $0.column == column }) {
                return (child, place.link)
            }
        }
        return nil
    }

    static let bytes = "bytes"
    static let mtuRange: ClosedRange<Int64> = 64...65535

    private static let source = Record(
        "source", singular: "source", key: [], supply: "whoever captured the file",
        "Where the facts were captured.",
        fields: [
            .text("tool", "The tool that captured them, such as vcenter or govc."),
            .text("server", "The vCenter or host that was asked."),
            .value("capturedAt", .timestamp, "When they were captured."),
        ])

    private static let site = Record(
        "sites", singular: "site", key: ["name"], supply: "a person: no export knows the sites",
        "A place with hosts; between two sites lies a link.",
        fields: [.text("name", "The site's name.", required: true)])

    private static let link = Record(
        "links", singular: "link", key: ["siteA", "siteB"],
        supply: "a person who knows the link",
        "The path between two sites as it is declared.",
        fields: [
            Field("between", .pair("siteA", "siteB"), "The names of the two sites.", required: true),
            .value(
                "rttMs", .decimal(unit: "milliseconds"), "Round-trip time.",
                supply:
                    "a person who knows the link; measure with vmkping -I vmkN -c 100 ADDRESS on a host (on the vMotion stack: vmkping -S vmotion -I vmkN)"
            ),
            .integer(
                "bandwidthMbps", "Mbit/s", in: 1...Int64.max, "Bandwidth that vMotion may use.",
                supply: "a person who knows the link, or its contract: no command of a host measures it"),
            .integer(
                "mtu", bytes, in: mtuRange, "Largest packet the link carries.",
                supply:
                    "a person who knows the link; try with vmkping -I vmkN -d -s SIZE ADDRESS on a host, SIZE being 28 less than the MTU (on the vMotion stack: vmkping -S vmotion -I vmkN)"
            ),
            .integer("concurrentMigrations", nil, "How many at once the link is meant to carry."),
            .integer("routers", nil, "Hops between the two vMotion networks."),
        ])

    private static let cluster = Record(
        "clusters", singular: "cluster", key: ["name"],
        supply: "PowerCLI: Get-Cluster | Select-Object Name, DrsAutomationLevel, EVCMode",
        "A cluster, as it is or, with its hosts named, as it is planned.",
        fields: [
            .text("name", "The cluster's name.", required: true),
            .text("datacenter", "The datacenter that holds it.", none: .emptyText),
            .text("vcenter", "The vCenter that manages it.", none: .emptyText),
            .value("stretched", .boolean, "Whether it has hosts of more than one site."),
            .value("storage", .choice(["vsan", "vmsc", "none"]), "Whose round-trip rules bind a stretched cluster."),
            .value(
                "drs", .knownValue(["disabled", "manual", "partiallyAutomated", "fullyAutomated"]),
                "DRS automation level.", none: .emptyText),
            .text("evcMode", "EVC baseline.", none: .emptyText),
            .list(
                "hosts", table: "plannedMembers", column: "host",
                "Hosts that are to join, for a cluster that is planned; hosts of today name their cluster themselves."),
        ])

    private static let datastore = Record(
        "datastores", singular: "datastore", key: ["name", "datacenter"],
        supply: "PowerCLI: Get-Datastore | Select-Object Name, Type, Datacenter",
        "A datastore.",
        fields: [
            .text("name", "The datastore's name.", required: true),
            .text("type", "Its type: VMFS, NFS, vsan, vvol or another."),
            .text("datacenter", "The datacenter that holds it.", none: .emptyText),
        ])

    private static let resourcePool = Record(
        "resourcePools", singular: "resourcePool", key: ["path"],
        supply: "govc find / -type p",
        "A resource pool.",
        fields: [
            .text("path", "The inventory path.", required: true),
            .text("cluster", "The cluster that holds it.", none: .emptyText),
        ])

    private static let vm = Record(
        "vms", singular: "vm", key: ["name", "host"], identity: .acrossFiles,
        supply: "PowerCLI: Get-VM | Select-Object Name, VMHost, MemoryMB, ResourcePool",
        "A virtual machine.",
        fields: [
            .text("name", "The virtual machine's name.", required: true),
            .text("host", "The host it runs on."),
            .integer("memoryMB", "MiB", in: 1...Int64.max, "Configured memory."),
            .value(
                "dirtyRateMBps", .decimal(unit: "MB/s"), "Distinct memory pages written per second.",
                supply: "a person or a guest agent: vCenter does not know it"),
            .records(
                "networks",
                Record(
                    "vmNetworks", singular: "vmNetwork", key: ["portGroup"], identity: .none,
                    supply:
                        "PowerCLI: Get-VM | Get-NetworkAdapter | Select-Object Parent, NetworkName, ConnectionState",
                    "A network adapter of a virtual machine.",
                    fields: [
                        .text("portGroup", "The label it is attached to.", required: true),
                        .value("connected", .boolean, "Whether it is connected."),
                    ])),
            .list(
                "datastores", table: "vmDatastores", column: "datastore", "Datastores that hold its files.",
                supply: "PowerCLI: Get-VM NAME | Get-Datastore"),
            .text("resourcePool", "Inventory path of its resource pool.", none: .emptyText),
            .value(
                "migrateEncryption", .choice(["disabled", "opportunistic", "required"]), "Encrypted vMotion setting."),
        ])

    private static let migration = Record(
        "migrations", singular: "migration", key: ["vm", "to"], supply: "the person who plans the move",
        "A planned move of a virtual machine.",
        fields: [
            .text("vm", "The virtual machine's name.", required: true),
            .text("to", "The destination host.", required: true),
            .text("resourcePool", "The destination resource pool; the virtual machine's own when not given."),
        ])
}
