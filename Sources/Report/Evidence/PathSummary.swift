import Evidence

/// A path in one line: what a reader who has no time wants to know.
struct PathSummary {
    let text: String

    /// What `path` carries, and whether `reverse`, the way back as the far end sees it, is another; with what one migration
    /// needs, when that is known.
    init(_ path: Path, reverse: Path?, sessionMbps: Double?, ink: Ink) {
        var parts: [String] = []
        if path.reachable == false { parts.append(ink("nothing answered", .error)) }
        if let (method, distribution) = path.rttMs.best {
            parts.append("RTT \(Amounts.milliseconds(distribution.p50)) ms (\(method))")
        }
        let there = path.most(.forward)
        let returned = path.most(.reverse)
        switch (there, returned) {
        case (let there?, let back?):
            parts.append("\(Amounts.bandwidth(there.mbps)) there, \(Amounts.bandwidth(back.mbps)) back")
        case (let there?, nil): parts.append("\(Amounts.bandwidth(there.mbps)) there")
        case (nil, let back?): parts.append("\(Amounts.bandwidth(back.mbps)) back")
        case (nil, nil): break
        }
        if let sessionMbps, sessionMbps > 0,
            let least = [there, returned].compactMap(\.self).min(by: { $0.mbps < $1.mbps })
        {
            let sessions = Int(exactly: (least.mbps / sessionMbps).rounded(.down))
            // What keeps an end from sending more says nothing about what the path carries.
            let isFloor = least.limitedBy == .window || least.limitedBy == .sender
            // A cap that is less than one needs says nothing of how many.
            if !isFloor || sessions ?? 0 > 0 {
                parts.append(
                    (isFloor ? "at least " : "")
                        + "\(Amounts.of(sessions ?? 0, "migration")) at once at \(Amounts.bandwidth(sessionMbps)) each")
            }
        }
        let sizes = [path.pathMtu, reverse?.pathMtu].compactMap(\.self)
        if let mtu = sizes.first {
            parts.append(sizes.allSatisfy { $0 == mtu } ? "MTU \(mtu)" : "MTU \(mtu) there, \(sizes[1]) back")
        }
        let ports = Self.ports(of: path)
        let back = reverse.map(Self.ports) ?? ""
        if !ports.isEmpty { parts.append(ports + (back.isEmpty || back == ports ? "" : " there")) }
        if !back.isEmpty, back != ports { parts.append(back + " back") }
        text = parts.isEmpty ? ink("nothing was measured", .unknown) : parts.joined(separator: " · ")
    }

    private static func ports(of path: Path) -> String {
        let states = path.sortedPorts.map { "\($0) \($1.rawValue)" }
        return states.isEmpty ? "" : "TCP " + states.joined(separator: ", ")
    }
}

extension Path {
    /// The fastest transfer in `direction`.
    fileprivate func most(_ direction: Goodput.Direction) -> Goodput? {
        goodput.filter { $0.direction == direction }.max { $0.mbps < $1.mbps }
    }

    /// The ports by number.
    var sortedPorts: [(port: String, state: PortState)] {
        ports.sorted { ($0.key.count, $0.key) < ($1.key.count, $1.key) }.map { ($0.key.inOneLine, $0.value) }
    }
}

extension Path.RoundTrips {
    /// The methods that gave something, the purest first.
    var all: [(method: String, distribution: Distribution)] {
        [("SYN to SYN/ACK", handshake), ("data to ACK", ack), ("TCP timestamps", timestamp), ("ICMP echo", icmp)]
            .compactMap { method, distribution in distribution.map { (method, $0) } }
    }

    /// That of the handshake, which no application delays, else the next best.
    fileprivate var best: (method: String, distribution: Distribution)? {
        if let handshake { return ("SYN to SYN/ACK", handshake) }
        if let icmp { return ("ICMP echo", icmp) }
        return all.first
    }
}
