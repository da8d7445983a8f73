import Evidence

/// Whether virtual machines' networks answered where a probe stood.
struct VLANTable {
    let report: ComplianceReport

    /// Probes that are listed.
    private static let most = 200

    init(_ report: ComplianceReport) { self.report = report }

    var markup: Markup {
        let probes = report.measurements.flatMap { $0.evidence.vlans ?? [] }
        guard !probes.isEmpty else { return Markup() }
        var table = HTMLTable(
            "Networks of virtual machines",
            columns: [
                .text("port group"), .number("VLAN"), .text("subnet"), .text("site"), .number("asked"),
                .number("answered"), .text("by"),
            ])
        for probe in probes.prefix(Self.most) {
            let answer = [probe.address, probe.hardwareAddress].compactMap { text -> Markup? in
                text.map { .name($0, most: 40) }
            }
            table.add([
                probe.portGroup.map { .name($0, most: 60) } ?? "not named", .figure(probe.vlan),
                .name(probe.subnet, most: 50), probe.site.map { .name($0, most: 40) } ?? "not known",
                .figure(probe.asked), .figure(probe.answered), answer.joined(", "),
            ])
        }
        let more: Markup? =
            probes.count > Self.most
            ? "<p class='hint'>\(Amounts.of(probes.count - Self.most, "further network")) in the evidence.</p>\n" : nil
        return "\(table.markup)\(more)"
    }
}
