import ArgumentParser

/// Between which ends `trial` moves a guest.
struct TrialTargetOptions: ParsableArguments, PathOptions {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Where to: the far machine's addresses in the vMotion network, several for multi-NIC; or the name of a host of --inventory.",
            valueName: "address|host"))
    var to: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Addresses of this machine to send from; with several, the first goes with the first of --to, and so on.",
            valueName: "address"))
    var from: [String] = []

    @Option(
        help: ArgumentHelp(
            "The command that reaches the far machine, such as \"ssh root@host-b\"; {host} and {address} in it stand for it.",
            valueName: "command"))
    var via: String?

    @Option(
        help: ArgumentHelp(
            "Where vmotion-preflight is on the far machine; otherwise where it is here, or on the usual paths.",
            valueName: "path"))
    var agent: String?

    @Option(
        help: ArgumentHelp("Send only over this network interface.", valueName: "interface"),
        completion: .networkInterfaces)
    var interface: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            """
            Inventories: their releases choose --mode, the goal and the cap of the switchover, their hosts name the ends, and \
            for each of their virtual machines the migration is foretold.
            """, valueName: "file"),
        completion: .inventories)
    var inventory: [String] = []

    @Option(
        help: ArgumentHelp(
            "The site of the inventory where this machine stands; otherwise its own addresses tell.", valueName: "name")
    )
    var site: String?

    func validate() throws {
        guard !to.isEmpty else {
            throw ValidationError("Say where to: --to with the far machine's address in the vMotion network.")
        }
        guard let via, via.contains(where: { $0 != " " }) else {
            throw ValidationError(
                "A trial moves memory into a process on the far machine, so it needs --via with the command that reaches it, "
                    + "such as --via \"ssh root@host-b\".")
        }
        try validatePaths()
        let ways = to.enumerated().map { "\($1) \(from.count > 1 ? from[$0] : "")" }
        if let twice = ways.indices.first(where: { ways[..<$0].contains(ways[$0]) }) {
            throw ValidationError("--to names \(to[twice]) twice; more connections to it are had with --streams.")
        }
    }
}
