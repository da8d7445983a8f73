import Evidence

/// The connections of an analysed capture, those with most bytes first.
struct FlowText {
    /// Connections that are shown; more would be no reading.
    private static let shown = 20

    let lines: [String]

    /// Tells the first of `flows`, which are all of `count` connections or those with most bytes.
    init(_ flows: [Flow], of count: Int?) {
        let rows = flows.prefix(Self.shown).map { flow in
            [
                "  \(Self.end(flow.client, flow.clientPort)) → \(Self.end(flow.server, flow.serverPort))",
                flow.interface?.inOneLine ?? "", Amounts.seconds(flow.seconds), Self.rtt(flow.rttMs.handshake),
                Self.rtt(flow.rttMs.ack), Self.rtt(flow.rttMs.timestamp), Self.transfer(flow, .forward),
                Self.transfer(flow, .reverse),
            ]
        }
        let head = ["connection", "on", "time", "SYN ms", "ACK ms", "TS ms", "to server", "to client"]
        var lines = TextTable([head] + rows, numbers: 2...5).lines
        for flow in flows.prefix(Self.shown) {
            for goodput in flow.goodput {
                guard let advice = Advice(goodput, isProbe: false) else { continue }
                let direction = goodput.direction == .forward ? "to server" : "to client"
                lines.append("  port \(flow.clientPort) \(direction): \(advice.text)")
            }
        }
        let others = max(count ?? 0, flows.count) - rows.count
        if others > 0 { lines.append("  … and \(Amounts.of(others, "more connection"))") }
        self.lines = flows.isEmpty && others <= 0 ? ["no TCP connection in it"] : lines
    }

    private static func end(_ address: String, _ port: Int) -> String {
        let address = address.inOneLine
        return address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }

    private static func rtt(_ distribution: Distribution?) -> String {
        distribution.map { Amounts.milliseconds($0.p50) } ?? ""
    }

    private static func transfer(_ flow: Flow, _ direction: Goodput.Direction) -> String {
        guard let goodput = flow.goodput.first(where: { $0.direction == direction }), goodput.bytes > 0 else {
            let bytes = direction == .forward ? flow.clientBytes : flow.serverBytes
            return bytes.map { $0 > 0 ? Amounts.bytes($0) : "" } ?? ""
        }
        let limit = goodput.limitedBy.map { ", \($0.rawValue)-limited" } ?? ""
        return "\(Amounts.bandwidth(goodput.mbps))\(limit)"
    }
}
