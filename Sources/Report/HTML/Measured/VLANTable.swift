import Evidence

/// Whether virtual machines' networks answered where a probe stood.
struct VLANTable {
    let report: ComplianceReport
    let verdicts: MeasuredVerdicts

    /// Probes that are listed.
    private static let most = 200

    var markup: Markup {
        let probes = report.measurements.flatMap { measurement in
            (measurement.evidence.vlans ?? []).map { (file: measurement.path, probe: $0) }
        }
        guard !probes.isEmpty else { return Markup() }
        var table = HTMLTable(
            "Networks of virtual machines",
            columns: [
                .text("port group"), .number("VLAN"), .text("subnet"), .text("site"), .text("interface"),
                .number("asked"), .number("answered"), .text("by"), .text("judged by"),
            ])
        for (file, probe) in probes.prefix(Self.most) {
            let answer = [probe.address, probe.hardwareAddress].compactMap { text -> Markup? in
                text.map { .name($0, most: 40) }
            }
            table.add([
                probe.portGroup.map { .name($0, most: 60) } ?? "not named", .figure(probe.vlan),
                .name(probe.subnet, most: 50), probe.site.map { .name($0, most: 40) } ?? "not known",
                .name(probe.interface, most: 40), .figure(probe.asked), .figure(probe.answered),
                answer.isEmpty ? "nobody" : answer.joined(", "), verdicts.ofVLAN(probe, in: file).markup,
            ])
        }
        let more: Markup? =
            probes.count > Self.most
            ? "<p class='hint'>\(Amounts.of(probes.count - Self.most, "further network")) in the evidence.</p>\n" : nil
        return "\(table.markup)\(more)"
    }
}
