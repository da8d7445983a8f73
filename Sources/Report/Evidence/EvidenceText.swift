public import Evidence

/// Evidence for people: a line for each path, then what it rests on.
public struct EvidenceText {
    /// The text.
    public let text: String

    /// Writes `evidence` down.
    ///
    /// - Parameters:
    ///   - sessionMbps: the bandwidth that one migration needs, in 10^6 bit/s.
    ///   - isUnicode: whether the terminal shows more than ASCII.
    public init(_ evidence: Evidence, sessionMbps: Double?, useColor: Bool = false, isUnicode: Bool = true) {
        let ink = Ink(isOn: useColor)
        let ends = Dictionary(evidence.ends.map { ($0.name, $0) }) { first, _ in first }
        var blocks: [String] = []
        let interrupted = evidence.interrupted == true
        if interrupted { blocks.append(ink("interrupted: what was measured until then stands", .warning)) }
        let titles = evidence.paths.map { path in
            "\(Self.name(path.from, ends)) → \(Self.name(path.to, ends))"
        }
        let summaries = evidence.paths.map { PathSummary($0, sessionMbps: sessionMbps, ink: ink).text }
        // One path needs no list of paths.
        if evidence.paths.count > 1 {
            blocks.append(
                zip(titles, summaries).map { "\(ink($0, .strong))\n  \($1)" }.joined(separator: "\n"))
        }
        for (index, path) in evidence.paths.enumerated() {
            let voided = evidence.voided.filter { $0.to == path.to && ($0.from == nil || $0.from == path.from) }
            let lines = PathText(path, voided: voided, ink: ink, isUnicode: isUnicode).lines
            guard evidence.paths.count == 1 || !lines.isEmpty else { continue }
            var block = ink(titles[index], .strong)
            if evidence.paths.count == 1 { block += "\n  " + summaries[index] }
            blocks.append(([block] + lines.map { "  " + $0 }).joined(separator: "\n"))
        }
        if let vlans = evidence.vlans, !vlans.isEmpty { blocks.append(VLANText(vlans).lines.joined(separator: "\n")) }
        if let flows = evidence.flows { blocks.append(FlowText(flows).lines.joined(separator: "\n")) }
        let known = Set(evidence.paths.map(\.to))
        let others = evidence.voided.filter { $0.to.map { !known.contains($0) } ?? true }
        blocks += others.isEmpty ? [] : [others.map { Self.line($0, ink) }.joined(separator: "\n")]
        if blocks.isEmpty { blocks.append(ink("nothing was measured", .unknown)) }
        text = blocks.joined(separator: "\n\n") + "\n"
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
