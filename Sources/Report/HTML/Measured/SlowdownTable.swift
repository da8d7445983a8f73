import Evidence

/// What slowing the vCPUs down cost each of them.
struct SlowdownTable {
    private let vCPUs: [Trial.VCPU]

    /// vCPUs that are listed.
    private static let most = 128

    init(_ trial: Trial) { vCPUs = trial.sdps.flatMap { $0.engaged ? $0.vCPUs : nil } ?? [] }

    var markup: Markup {
        guard !vCPUs.isEmpty else { return Markup() }
        var table = HTMLTable(
            "Stun During Page Send",
            columns: [.text("vCPU")]
                + ["slowed by, %", "stood still, ms", "stops", "p99, ms", "longest, ms"].map { .number($0) })
        for (index, vCPU) in vCPUs.prefix(Self.most).enumerated() {
            let stops = vCPU.stopMs
            table.add(
                [
                    "\(index)", .figure(vCPU.slowdownPercent), .figure(vCPU.pausedMs),
                    stops.map { .figure($0.count) } ?? "not measured", stops.map { .figure($0.p99) } ?? "not measured",
                    stops.map { .figure($0.max) } ?? "not measured",
                ])
        }
        let more = vCPUs.count - table.count
        return table.markup + (more > 0 ? .hint("\(Amounts.of(more, "further vCPU")) in the evidence.") : "")
    }
}
