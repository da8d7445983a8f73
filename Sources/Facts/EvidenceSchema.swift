/// The evidence of measurements, declared once: the loader, the SQL tables, the JSON Schema and the table reference come
/// from here, and the module `Evidence` writes it.
///
/// A figure that was not measured, or that cannot be relied upon, is absent; `voided` says why it is when it was tried.
public enum EvidenceSchema {
    /// The version of the format.
    public static let version: Int64 = 1

    /// Every table, parents before their children.
    public static let tables = Table.all(of: root)

    /// One file.
    public static let root = Record(
        "evidences", singular: "evidence", key: ["kind", "started"], identity: .none, supply: supply,
        "A file of evidence: what a measurement found, and how.",
        fields: [
            .required("schemaVersion", .integer(unit: nil, range: 1...Int64.max), "The version of the format."),
            .required(
                "kind", .choice(["probe", "analysis", "trial"]),
                "How the figures came to be: measured live, read from capture files, or by a trial migration."),
            Field(
                "tool",
                .group([
                    .text("name", "The name of the tool that wrote it.", required: true),
                    .text("version", "The tool's version.", required: true),
                ]), "The tool that wrote it."),
            .required("started", .timestamp, "When the measurement began, or the time of a capture's first packet."),
            .required("finished", .timestamp, "When the measurement ended, or the time of a capture's last packet."),
            .value(
                "interrupted", .boolean, "Whether it was stopped before its end; what was measured until then stands."),
            .records("voided", voidedFigure),
            .records("ends", end),
            .records("paths", path),
            Field(
                "flows", .unread(.objects(flowFields)),
                "The connections of an analysed capture, those with most bytes first."),
            .value("flowCount", .count, "How many connections an analysed capture holds; flows may list fewer."),
            Field("trial", .record(trial), trial.documentation),
            .records("vlans", vlanProbe),
            Field(
                "observed",
                .group([
                    .observed(
                        "ageSeconds", .integer(unit: "seconds", range: Int64.min...Int64.max),
                        "How old it was when it was read; below 0 by a clock that is ahead."
                    ),
                    .observed(
                        "mostSeconds", .integer(unit: "seconds", range: 0...Int64.max),
                        "How old it may be, as --max-evidence-age says."),
                ]), "What was seen around the file."),
        ])

    static let supply = "vmotion-preflight probe --inventory FILE --to HOST"

    private static let voidedFigure = Record(
        "voidedFigures", singular: "voidedFigure", key: ["figure", "from", "to"], identity: .none, supply: supply,
        "A figure that was tried and cannot be relied upon, or could not be measured.",
        fields: [
            .text(
                "figure", "Its key, such as rttMs.handshake or goodput; a key stands for those below it as well.",
                required: true),
            .text("from", "The from of the path that it belongs to; any when absent."),
            .text("to", "The to of the path that it belongs to; any when absent."),
            .text("why", "Why, as a sentence without a full stop.", required: true),
        ])

    private static let end = Record(
        "measuredEnds", singular: "measuredEnd", key: ["name"], supply: supply,
        "One end of measured paths: an address of a machine, with what carries it.",
        fields: [
            .text("name", "What the paths call it.", required: true),
            .required("address", .address, "Its IPv4 or IPv6 address."),
            .text("host", "The inventory's name of the host; a machine that stands in for one has only a site."),
            .text("adapter", "The inventory's name of the VMkernel adapter."),
            .text("netstack", "The adapter's TCP/IP stack."),
            .text("site", "The inventory's name of the site where it stands."),
            .text("interface", "The network interface."),
            .integer("mtu", "bytes", "The interface's MTU."),
            .text("kernel", "The release of the kernel."),
            .text("driver", "Driver of the network interface."),
            .integer("speedMbps", "Mbit/s", "Speed of the network interface; absent where it knows none."),
            .text("congestionControl", "TCP congestion control that the data connections ran with."),
            .integer("sendBufferBytes", "bytes", "The send buffer that the data connections were given."),
            .integer("receiveBufferBytes", "bytes", "The receive buffer that the data connections were given."),
        ])

    private static let vlanProbe = Record(
        "vlanProbes", singular: "vlanProbe", key: ["portGroup", "vlan", "site", "interface"], identity: .none,
        supply: "vmotion-preflight probe --vlan-interface",
        "Whether a virtual machine on a VLAN would find its network where a machine stands: a tagged ARP probe.",
        fields: [
            .text("portGroup", "The port group whose network it is."),
            .required("vlan", .integer(unit: nil, range: 0...4095), "The port group's VLAN."),
            .required("subnet", .network, "The subnet that is declared for it."),
            .text("interface", "The interface that the tagged requests left by.", required: true),
            .text("site", "The site where the interface stands."),
            .required("asked", .count, "How many addresses were asked for."),
            .required("answered", .count, "How many of them answered."),
            .value("address", .address, "The first address that answered."),
            .value("hardwareAddress", .macAddress, "The hardware address that it answered with."),
        ])
}

extension ValueType {
    /// How many of something.
    static let count = ValueType.integer(unit: nil, range: 0...Int64.max)
}

extension Field {
    static func required(_ key: String, _ type: ValueType, _ documentation: String) -> Field {
        Field(key, .value(type), documentation, required: true)
    }

    static func observed(_ key: String, _ type: ValueType, _ documentation: String) -> Field {
        Field(key, .observed(type), documentation)
    }
}
