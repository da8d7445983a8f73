import LinuxSystem

/// What is measured in one go: addresses of one machine.
struct ProbeJob {
    /// The command that reaches the machine; nothing when nobody there helps.
    var via: String?
    var targets: [ProbeTarget]

    /// The machines of `plan` in its order.
    ///
    /// - Throws: a failure when `via` cannot lead to each of them.
    static func all(of plan: PathPlan, via: String?) throws(CommandFailure) -> [ProbeJob] {
        guard let via else { return plan.targets.map { ProbeJob(via: nil, targets: [$0]) } }
        guard via.contains("{host}") || via.contains("{address}") else {
            let machines = Set(plan.targets.compactMap(\.host))
            guard machines.count <= 1 else {
                throw CommandFailure(
                    "--via leads to one machine, and there are \(machines.count) to probe; put {host} or {address} into it, "
                        + "or say with --to which one")
            }
            return plan.targets.isEmpty ? [] : [ProbeJob(via: via, targets: plan.targets)]
        }
        var jobs: [ProbeJob] = []
        var places: [String: Int] = [:]
        for target in plan.targets {
            let machine = target.host ?? target.name
            if let place = places[machine] {
                jobs[place].targets.append(target)
            } else {
                places[machine] = jobs.count
                let host = try plain(machine)
                let address = try plain("\(target.address)")
                let command = via.replacing("{host}", with: host).replacing("{address}", with: address)
                jobs.append(ProbeJob(via: command, targets: [target]))
            }
        }
        return jobs
    }

    /// `name` when a command takes it for one word and no option: names may come from an inventory that others wrote.
    private static func plain(_ name: String) throws(CommandFailure) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            case UInt8(ascii: ":"): true
            default: false
            }
        }
        guard isPlain, name.first != "-", !name.isEmpty else {
            throw CommandFailure("\(name) is no name to put into the command of --via; name the machine there yourself")
        }
        return name
    }
}
