import ArgumentParser

/// Between which ends `probe` measures.
struct ProbeTargetOptions: ParsableArguments, PathOptions {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            """
            What to probe: addresses, or names of hosts. With --inventory names of its hosts or sites, and everything that \
            matters from here when it is not given.
            """, valueName: "address|host"))
    var to: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Addresses of this machine to measure from; with several, the first goes with the first of --to, and so on.",
            valueName: "address"))
    var from: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Inventories, whose vMotion adapters are probed: between sites first, planned moves before clusters.",
            valueName: "file"),
        completion: .inventories)
    var inventory: [String] = []

    @Option(
        help: ArgumentHelp(
            "The site of the inventory where this machine stands; otherwise its own addresses tell.", valueName: "name")
    )
    var site: String?

    @Option(
        help: ArgumentHelp(
            "Measure only over this network interface.", valueName: "interface"),
        completion: .networkInterfaces)
    var interface: String?

    @Option(
        help: ArgumentHelp(
            """
            The command that reaches the far machine, such as "ssh root@host-b": the bandwidth then is measured too. {host} \
            and {address} in it stand for each of several.
            """, valueName: "command"))
    var via: String?

    @Option(
        help: ArgumentHelp(
            "Where vmotion-preflight is on the far machine; otherwise where it is here, or on the usual paths.",
            valueName: "path"))
    var agent: String?

    func validate() throws {
        guard !to.isEmpty || !inventory.isEmpty else {
            throw ValidationError("Say what to probe: --to with addresses, or --inventory with a file.")
        }
        guard via?.contains(where: { $0 != " " }) ?? true else {
            throw ValidationError("--via takes the command that reaches the far machine, and it is empty.")
        }
        guard agent == nil || via != nil else {
            throw ValidationError("--agent is for the machine that --via reaches.")
        }
        try validatePaths()
    }
}

extension CompletionKind {
    /// The network interfaces of this machine.
    static let networkInterfaces = CompletionKind.shellCommand("ls /sys/class/net")
}
