public import ArgumentParser
public import Trial

/// How `trial` moves the guest.
struct MigrationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            What is done about a guest that writes faster than the network carries: nothing (as up to 4.0), Stun During Page \
            Send (from 5.0), Quick Resume (4.1). Default: what the inventory's releases do, otherwise sdps.
            """, valueName: "mode"))
    var mode: MigrationSettings.Mode?

    @Option(help: ArgumentHelp("Connections for each pair of addresses, 1 to 64.", valueName: "number"))
    var streams = 1

    @Option(
        help: ArgumentHelp(
            "The last pages must fit into this time at the measured rate, while the guest stands still (default: 500ms).",
            valueName: "time"),
        transform: { try TimeSpan($0) })
    var switchoverGoal: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "The most to send in a second, such as 500Mbit/s; otherwise all that goes.", valueName: "rate"),
        transform: { try BitRate($0) })
    var maxRate: BitRate?

    @Option(
        help: ArgumentHelp(
            "A directory that both machines see by this path, where Quick Resume keeps a file of a few MB for when the network fails.",
            valueName: "directory"),
        completion: .directory)
    var backupDirectory: String?

    @Option(
        help: ArgumentHelp(
            "How written pages are found: by the kernel alone (Linux 6.7), or with a round trip to user space each (5.7).",
            valueName: "tracker"))
    var tracker = MigrationSettings.Tracker.automatic

    @Option(
        help: ArgumentHelp(
            "How long a connection may stand still before it is given up (default: 20s).", valueName: "time"),
        transform: { try TimeSpan($0) })
    var networkTimeout: TimeSpan?

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
        guard (1...65_535).contains(port) else { throw ValidationError("--port takes 1 to 65535.") }
        guard (50...3_600_000).contains(networkTimeout?.amount ?? 50) else {
            throw ValidationError("--network-timeout takes 50ms to 1h.")
        }
        guard (switchoverGoal?.amount ?? 1) <= 3_600_000 else {
            throw ValidationError("--switchover-goal takes 1ms to 1h.")
        }
        guard (8_000...8_000_000_000_000).contains(maxRate?.amount ?? 8_000) else {
            throw ValidationError("--max-rate takes 8kbit/s to 8000Gbit/s.")
        }
        if let mode, mode != .quickResume, backupDirectory != nil {
            throw ValidationError("--backup-directory is for --mode quick-resume.")
        }
    }
}

extension MigrationSettings.Mode: ExpressibleByArgument {}
extension MigrationSettings.Tracker: ExpressibleByArgument {}
