public import Evidence

/// Evidence for people: a line for each path, then what it rests on.
public struct EvidenceText {
    /// The text.
    public let text: String

    /// Writes `evidence` down; `sessionMbps` is the bandwidth that one migration needs, in 10^6 bit/s, and `isUnicode` whether
    /// the terminal shows more than ASCII.
    public init(_ evidence: Evidence, sessionMbps: Double?, useColor: Bool = false, isUnicode: Bool = true) {
        let ink = Ink(isOn: useColor)
        let ends = Dictionary(evidence.ends.map { ($0.name, $0) }) { first, _ in first }
        var blocks: [String] = []
        // A trial that says so itself need not say it twice.
        if evidence.interrupted == true, evidence.trial?.why?.hasSuffix("interrupted") != true {
            blocks.append(ink(Self.ending(evidence), .warning))
        }
        let routes = Route.all(in: evidence.paths)
        let titles = routes.map { "\(Self.name($0.path.from, ends)) → \(Self.name($0.path.to, ends))" }
        let summaries = routes.map {
            PathSummary($0.path, reverse: $0.reverse, sessionMbps: sessionMbps, ink: ink).text
        }
        // One path needs no list of paths.
        if routes.count > 1 {
            blocks.append(zip(titles, summaries).map { "\(ink($0, .strong))\n  \($1)" }.joined(separator: "\n"))
        }
        for (index, route) in routes.enumerated() {
            func lines(_ path: Path) -> [String] {
                let voided = evidence.voided.filter { $0.to == path.to && ($0.from == nil || $0.from == path.from) }
                return PathText(path, voided: voided, ink: ink, isUnicode: isUnicode).lines
            }
            let back = route.reverse.map { lines($0) } ?? []
            let all = lines(route.path) + (back.isEmpty ? [] : ["and back:"]) + back.map { "  " + $0 }
            guard routes.count == 1 || !all.isEmpty else { continue }
            let head = [ink(titles[index], .strong)] + (routes.count == 1 ? ["  " + summaries[index]] : [])
            blocks.append((head + all.map { "  " + $0 }).joined(separator: "\n"))
        }
        if let trial = evidence.trial {
            let lines = TrialText(trial, ink: ink, isUnicode: isUnicode).lines
            let title = ink(Self.title(of: trial, ends, names: evidence.ends.map(\.name)), .strong)
            blocks.append(([title] + lines.map { "  " + $0 }).joined(separator: "\n"))
        }
        if let vlans = evidence.vlans, !vlans.isEmpty { blocks.append(VLANText(vlans).lines.joined(separator: "\n")) }
        if let flows = evidence.flows {
            blocks.append(FlowText(flows, of: evidence.flowCount).lines.joined(separator: "\n"))
        }
        let known = Set(evidence.paths.map(\.to))
        let others = evidence.voided.filter { $0.to.map { !known.contains($0) } ?? true }
        blocks += others.isEmpty ? [] : [others.map { Self.line($0, ink) }.joined(separator: "\n")]
        if blocks.isEmpty { blocks.append(ink("nothing was measured", .unknown)) }
        text = blocks.joined(separator: "\n\n") + "\n"
    }

    /// Why a measurement ended before its time: by a user, or by itself.
    private static func ending(_ evidence: Evidence) -> String {
        let lost = evidence.voided.filter { $0.figure != "port" && $0.figure != "capture" }
        let isWanted =
            lost.isEmpty
            || lost.contains { $0.why.hasSuffix("interrupted") || $0.why.hasPrefix("the probe was stopped") }
        guard !isWanted, let why = lost.last(where: { $0.figure.hasPrefix("goodput") })?.why ?? lost.last?.why else {
            return "interrupted: what was measured until then stands"
        }
        return "ended early: \(why.inOneLine)"
    }

    /// Between which ends a trial was made: those of its first pair.
    private static func title(of trial: Trial, _ ends: [String: End], names: [String]) -> String {
        let pair = trial.pairs?.first.map { [$0.from, $0.to] } ?? names
        guard pair.count > 1 else { return "trial migration" }
        return "\(name(pair[0], ends)) → \(name(pair[1], ends))"
    }

    private static func line(_ voided: VoidedFigure, _ ink: Ink) -> String {
        let subject = [voided.from, voided.to].compactMap { $0?.inOneLine }.joined(separator: " → ")
        return "\(ink("unknown", .unknown)) \(voided.figure.inOneLine)\(subject.isEmpty ? "" : " of \(subject)"): "
            + voided.why.inOneLine
    }

    /// The name of an end, with its address and site where they say more.
    private static func name(_ name: String, _ ends: [String: End]) -> String {
        guard let end = ends[name] else { return name.inOneLine }
        let address = end.address == name ? nil : end.address.inOneLine
        let site = end.site.map { "at \($0.inOneLine)" }
        return ([name.inOneLine, address].compactMap { $0 } + [site].compactMap { $0 }).joined(separator: " ")
    }
}

/// A path with the way back, where the far end measured that as well.
private struct Route {
    let path: Path
    var reverse: Path?

    static func all(in paths: [Path]) -> [Route] {
        var routes: [Route] = []
        for path in paths {
            let other = routes.firstIndex { $0.reverse == nil && $0.path.from == path.to && $0.path.to == path.from }
            if let other, path.goodput.isEmpty, path.rttMs.handshake == nil {
                routes[other].reverse = path
            } else {
                routes.append(Route(path: path))
            }
        }
        return routes
    }
}
