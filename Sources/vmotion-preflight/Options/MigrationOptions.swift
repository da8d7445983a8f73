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

    @OptionGroup var connections: DataConnectionOptions

    @Option(
        help: ArgumentHelp(
            "The last pages must fit into this time at the measured rate, while the guest stands still (default: 500ms).",
            valueName: "time"),
        transform: { try TimeSpan($0) })
    var switchoverGoal: TimeSpan?

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

    func validate() throws {
        guard (50...3_600_000).contains(networkTimeout?.amount ?? 50) else {
            throw ValidationError("--network-timeout takes 50ms to 1h.")
        }
        guard (switchoverGoal?.amount ?? 1) <= 3_600_000 else {
            throw ValidationError("--switchover-goal takes 1ms to 1h.")
        }
        if let mode, mode != .quickResume, backupDirectory != nil {
            throw ValidationError("--backup-directory is for --mode quick-resume.")
        }
    }
}

extension MigrationSettings.Mode: ExpressibleByArgument {}
extension MigrationSettings.Tracker: ExpressibleByArgument {}
