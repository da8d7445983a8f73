import Evidence

/// The connections of analysed captures, those with most bytes first.
struct FlowTable {
    let report: ComplianceReport

    /// Connections of each capture that are listed; more would be no reading.
    private static let most = 20

    init(_ report: ComplianceReport) { self.report = report }

    var markup: Markup {
        report.measurements.map { measurement -> Markup in
            guard let flows = measurement.evidence.flows else { return Markup() }
            return table(flows, of: max(measurement.evidence.flowCount ?? 0, flows.count), in: measurement.path)
        }.joined()
    }

    private func table(_ flows: [Flow], of count: Int, in file: String) -> Markup {
        var table = HTMLTable(
            "Connections in \(file.cut(to: 60))",
            columns: [.text("connection")]
                + ["seconds", "SYN, ms", "ACK, ms", "timestamps, ms", "to server, Mbit/s", "to client, Mbit/s"]
                .map { .number($0) } + [.text("limited by")])
        for flow in flows.prefix(Self.most) {
            func rate(_ direction: Goodput.Direction) -> Goodput? { flow.goodput.first { $0.direction == direction } }
            let limits = [Goodput.Direction.forward, .reverse].compactMap { rate($0)?.limitedBy?.rawValue }
            table.add([
                "\(Self.end(flow.client, flow.clientPort)) → \(Self.end(flow.server, flow.serverPort))",
                .figure(flow.seconds), .measured(flow.rttMs.handshake?.p50), .measured(flow.rttMs.ack?.p50),
                .measured(flow.rttMs.timestamp?.p50), .measured(rate(.forward)?.mbps), .measured(rate(.reverse)?.mbps),
                "\(limits.joined(separator: ", "))",
            ])
        }
        let more: Markup? =
            count > table.count
            ? "<p class='hint'>\(Amounts.of(count - table.count, "further connection")) in the capture.</p>\n" : nil
        return "\(table.markup)\(more)"
    }

    private static func end(_ address: String, _ port: Int) -> Markup {
        let address: Markup = .name(address, most: 60)
        return "\(address) port \(port)"
    }
}
