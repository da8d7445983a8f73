import ArgumentParser

/// The connections that carry data to the far machine.
struct DataConnectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Connections that carry data at once between each pair of addresses, 1 to 64.", valueName: "number"))
    var streams = 1

    @Option(
        help: ArgumentHelp(
            "The most payload to send in a second, such as 500Mbit/s; otherwise all that goes. Headers come on top.",
            valueName: "rate"),
        transform: { try BitRate($0) })
    var maxRate: BitRate?

    @Option(
        help: ArgumentHelp(
            "The TCP port for data; vMotion's own, so that the firewall's rule for it is proved as well.",
            valueName: "number"))
    var port = 8000

    @Option(
        help: ArgumentHelp(
            "TCP congestion control for the data (default: cubic, loss-based as ESXi's own, where there is one).",
            valueName: "name"))
    var congestionControl: String?

    func validate() throws {
        guard (1...64).contains(streams) else { throw ValidationError("--streams takes 1 to 64.") }
        guard (8_000...8_000_000_000_000).contains(maxRate?.amount ?? 8_000) else {
            throw ValidationError("--max-rate takes 8kbit/s to 8000Gbit/s.")
        }
        guard (1...65_535).contains(port) else { throw ValidationError("--port takes 1 to 65535.") }
    }
}
