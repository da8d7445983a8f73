/// What is not known where nothing was measured, and the command that would tell it, for the inventory's own sites and hosts.
struct NextMeasurement {
    private let report: ComplianceReport
    /// A pair of sites between which virtual machines are to move.
    private let sites: [String]?

    init(_ report: ComplianceReport) {
        self.report = report
        sites = report.estate.sitePairs.first { $0.count == 2 }
    }

    /// For want of a probe.
    var probe: Markup {
        let further = report.estate.sitePairs.count - 1
        let between: Markup
        var options: [String] = []
        if let sites {
            let more: Markup? = further > 0 ? " and \(String.of(further, "further pair")) of sites" : nil
            between = "between \(.name(sites[0], most: 60)) and \(.name(sites[1], most: 60))\(more)"
            options = ["--site", sites[0], "--output", "probe.evidence.json"]
        } else {
            between = "between the hosts"
        }
        let place: Markup? = sites.map { ", on a machine at \(.name($0[0], most: 60))" }
        return """
            round trip, path MTU and goodput \(between) are not known. \
            This measures them\(place):</p>
            <p>\(.command(command("probe", options)))
            """
    }

    /// For want of a trial.
    var trial: Markup {
        let hosts = hosts
        let between: Markup? = hosts.map { " from \(.name($0.from, most: 60)) to \(.name($0.to, most: 60))" }
        let to = hosts?.to.cut(to: 200) ?? "HOST"
        return """
            whether a busy virtual machine converges\(between), and how long it stands still, is not known. \
            This moves real memory, where MACHINE is one beside \(hosts == nil ? "the far host" : "that host") that can \
            be logged in to:</p>
            <p>\(.command(command("trial", ["--to", to, "--via", "ssh root@MACHINE"])))
            """
    }

    private func command(_ name: String, _ options: [String]) -> String {
        let inventories = report.inputs.filter { $0.role == .inventory }.map(\.path)
        let files = inventories.isEmpty || inventories.contains("-") ? ["inventory.yaml"] : inventories
        return ComplianceReport.command([report.toolName, name, "--inventory"] + files + options)
    }

    /// Two hosts between which virtual machines are to move: of two sites, or of one cluster.
    private var hosts: (from: String, to: String)? {
        let hosts = report.estate.hosts
        if let sites {
            func first(_ site: String) -> String? { hosts.first { $0.site == site }?.name }
            guard let from = first(sites[0]), let to = first(sites[1]) else { return nil }
            return (from, to)
        }
        for host in hosts.prefix(1_000) {
            guard let cluster = host.cluster else { continue }
            if let other = hosts.first(where: { $0.cluster == cluster && $0.name != host.name }) {
                return (host.name, other.name)
            }
        }
        return nil
    }
}
