import Evidence

/// A path with all that was measured of it.
struct PathText {
    let lines: [String]

    init(_ path: Path, voided: [VoidedFigure], ink: Ink, isUnicode: Bool) {
        var lines = Self.roundTrips(path)
        lines += Self.transfers(path, isUnicode: isUnicode)
        lines += Self.way(path)
        if let capture = path.capture { lines += Self.capture(capture) }
        lines += voided.map { "\(ink("unknown", .unknown)) \($0.figure.inOneLine): \($0.why.inOneLine)" }
        self.lines = lines
    }

    private static func roundTrips(_ path: Path) -> [String] {
        let idle = path.rttMs.all.map { ("idle", $0) }
        let loaded = (path.rttLoadedMs ?? Path.RoundTrips()).all.map { ("loaded", $0) }
        let rows = (idle + loaded).map { state, sample in
            ["  \(state)", sample.method, Amounts.count(sample.distribution.count)]
                + sample.distribution.columns.map { Amounts.rounded($0, decimals: 3, keepsZeros: true) }
        }
        var lines: [String] = []
        if !rows.isEmpty {
            lines += TextTable([["RTT ms", "", "n", "min", "p50", "p90", "p99", "max"]] + rows, numbers: 2...7).lines
        }
        if let echo = path.echo, echo.received < echo.sent || echo.duplicates ?? 0 > 0 {
            let twice = echo.duplicates.map { $0 > 0 ? ", \(Amounts.of($0, "duplicate"))" : "" } ?? ""
            lines.append(
                "  \(Amounts.count(echo.received)) of \(Amounts.of(echo.sent, "echo request")) answered\(twice)")
        }
        return lines
    }

    private static func transfers(_ path: Path, isUnicode: Bool) -> [String] {
        guard !path.goodput.isEmpty else { return [] }
        let rows = path.goodput.map { goodput in
            [
                "  \(goodput.direction == .forward ? "there" : "back")", "\(goodput.streams)",
                Amounts.bandwidth(goodput.mbps), Amounts.seconds(goodput.seconds),
                goodput.retransmits.map(Amounts.count) ?? "?", goodput.limitedBy?.rawValue ?? "?",
                Sparkline(goodput.series, width: 30, isUnicode: isUnicode).text,
            ]
        }
        var lines = TextTable(
            [["goodput", "streams", "steady", "time", "retransmits", "limited by"]] + rows, numbers: 1...4
        ).lines
        for goodput in path.goodput {
            let direction = goodput.direction == .forward ? "there" : "back"
            let (sender, receiver) =
                goodput.direction == .forward ? (path.from, path.to) : (path.to, path.from)
            if let advice = Advice(goodput, isProbe: true, sender: sender, receiver: receiver) {
                lines.append("  \(direction), \(goodput.streams)×: \(advice.text)")
            }
            if let pairs = goodput.pairs, pairs.count > 1 {
                let shares = pairs.map { "\($0.from.inOneLine) → \($0.to.inOneLine) \(Amounts.bandwidth($0.mbps))" }
                lines.append("  \(direction), by pair: " + shares.joined(separator: ", "))
            }
        }
        return lines
    }

    private static func way(_ path: Path) -> [String] {
        var lines: [String] = []
        if let ladder = path.mtuLadder, !ladder.isEmpty {
            let steps = ladder.map { step in
                let refused =
                    step.reportedMtu.map { " (\((step.reportedBy ?? "a router").inOneLine) said \($0))" } ?? ""
                return "\(step.mtu) \(step.answered ? "yes" : "no\(refused)")"
            }
            lines.append(
                "path MTU \(path.pathMtu.map(String.init) ?? "unknown"), with DF set: " + steps.joined(separator: ", "))
        } else if let mtu = path.pathMtu {
            lines.append("path MTU \(mtu)")
        }
        var parts: [String] = []
        if let hops = path.hops {
            parts.append(hops == 0 ? "on one network" : "\(Amounts.of(hops, "router")) on the way")
        }
        if let addresses = path.hardwareAddresses, !addresses.isEmpty {
            let shown = addresses.map(\.inOneLine).joined(separator: ", ")
            parts.append(addresses.count == 1 ? "hardware address \(shown)" : "address conflict between \(shown)")
        }
        if let offset = path.clockOffsetMs {
            let error = path.clockOffsetErrorMs.map { " ± \(Amounts.milliseconds($0))" } ?? ""
            parts.append("far clock \(offset < 0 ? "" : "+")\(Amounts.milliseconds(offset))\(error) ms")
        }
        if !parts.isEmpty { lines.append(parts.joined(separator: "; ")) }
        return lines
    }

    private static func capture(_ capture: Capture) -> [String] {
        var text =
            "capture\(capture.interface.map { " on \($0.inOneLine)" } ?? ""): \(Amounts.of(capture.packets, "packet"))"
        if let drops = capture.kernelDrops { text += ", \(drops == 0 ? "none" : Amounts.count(drops)) dropped" }
        if let resolution = capture.resolution { text += ", stamped in \(resolution.rawValue)" }
        if let step = capture.clockStepMs, abs(step) >= 1 {
            text += ", clock stepped by \(Amounts.milliseconds(step)) ms"
        }
        let files = (capture.files ?? []).map { file in
            "  \(file.file.inOneLine)\(file.bytes.map { " (\(Amounts.bytes($0)))" } ?? "") SHA-256 \(file.sha256.inOneLine)"
        }
        return [text] + files
    }
}

extension Distribution {
    /// What a table shows.
    fileprivate var columns: [Double] { [min, p50, p90, p99, max] }
}
