import LinuxSystem

/// A plan for people, before a packet is sent.
struct PlanText {
    let text: String

    /// What `plan` measures in `jobs`, and by `effort` how long that takes.
    init(_ plan: PathPlan, jobs: [ProbeJob], effort: ProbeEffort) {
        var blocks: [String] = []
        let standing = plan.standing.map { "\($0.address) on \($0.interface), in \($0.network)" }
        if !standing.isEmpty || plan.site != nil {
            let place = plan.site.map { "stands at \($0)" } ?? "is in the inventory's vMotion networks"
            blocks.append(
                "This machine \(place): "
                    + (standing.isEmpty
                        ? "with no address in a vMotion network there, so everything is routed"
                        : standing.joined(separator: "; ")))
        }
        if !plan.targets.isEmpty {
            let rows = plan.targets.map { target in
                [
                    target.name, target.name == "\(target.address)" ? "" : "\(target.address)",
                    target.mtu.map { "MTU \($0)" } ?? "", target.site ?? "", target.why,
                ]
            }
            blocks.append(Self.block("To probe, in this order:", aligned(rows)))
        }
        if !plan.vlans.isEmpty {
            let rows = plan.vlans.map { ["VLAN \($0.vlan)", $0.portGroup, "\($0.subnet)"] }
            blocks.append(Self.block("VLANs to look for networks of virtual machines on:", aligned(rows)))
        }
        let unknown = Self.grouped(plan.unknown + plan.unknownVLANs)
        if !unknown.isEmpty { blocks.append(Self.block("Unknown whatever is measured:", aligned(unknown))) }
        if !plan.leftOut.isEmpty { blocks.append(Self.block("Left out:", aligned(Self.grouped(plan.leftOut)))) }
        let seconds = effort.seconds(jobs: jobs, vlans: plan.vlans.count)
        let total = seconds < 90 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
        blocks.append(
            "\(jobs.isEmpty ? "" : "Each: " + effort.sentence(isAssisted: jobs.contains { $0.via != nil }) + "\n")"
                + "It takes about \(total). No packet was sent.")
        text = blocks.joined(separator: "\n\n") + "\n"
    }

    private static func block(_ title: String, _ rows: String) -> String {
        title + "\n" + rows.split(separator: "\n").map { "  " + Self.trimmed($0) }.joined(separator: "\n")
    }

    /// One row for each reason, however many share it.
    private static func grouped(_ list: [(name: String, why: String)]) -> [[String]] {
        var rows: [(first: String, count: Int, why: String)] = []
        for item in list {
            if let index = rows.firstIndex(where: { $0.why == item.why }) {
                rows[index].count += 1
            } else {
                rows.append((item.name, 1, item.why))
            }
        }
        return rows.map { [$0.first + ($0.count > 1 ? " and \($0.count - 1) more" : ""), $0.why] }
    }

    private static func trimmed(_ line: Substring) -> Substring {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
