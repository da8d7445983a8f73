import Evidence
import RuleEngine

/// One path: what was measured of it, what of it is voided and why, and its charts.
struct PathDetails {
    let path: MeasuredPath
    let isOpen: Bool

    var markup: Markup {
        let charts = [
            RTTChart(path.figures, title: path.title, limitMs: path.limits.rttMs).figure?.markup,
            GoodputChart(title: path.title, transfers: path.figures.goodput, neededMbps: path.limits.mbps).figure?
                .markup,
        ].compactMap(\.self)
        let drawn: Markup =
            charts.isEmpty
            ? "<p class='hint'>Neither round trips nor transfers were measured that can be relied upon.</p>\n"
            : "<div class='charts'>\n\(charts)</div>\n"
        return """
            <details class='path'\(isOpen ? " open" : "" as Markup)><summary><h3>\(path.titleMarkup)</h3> \
            <span class='hint'>\(told)</span> <span class='told'>\(badges)</span></summary>
            \(facts)\(VoidedList(path.figures.voided).markup)\(drawn)</details>

            """
    }

    private var told: Markup {
        var parts: [Markup] = [path.figures.rttMs.map { "\(.figure($0, "ms"))" } ?? "no round trip"]
        for direction in [Goodput.Direction.forward, .reverse] {
            if let best = path.figures.best(direction) {
                parts.append("\(.figure(best.mbps, "Mbit/s")) \(direction.word)")
            }
        }
        return parts.joined(", ")
    }

    private var badges: Markup {
        let grave = path.verdicts.graveBadges
        if !grave.isEmpty { return grave.joined(" ") }
        return path.verdicts.isEmpty ? Standing.notApplicable.badge("not judged") : Standing.pass.badge()
    }

    private var facts: Markup {
        let (path, figures) = (path.path, path.figures)
        var list = FactList()
        list.add("When", "\(.time(self.path.evidence.started)) to \(.time(self.path.evidence.finished))")
        if self.path.evidence.interrupted == true {
            list.add("Ended", "before its time; what was measured until then stands")
        }
        let names = [self.path.names.from, self.path.names.to]
        if names.contains(where: { $0.full != $0.given }) {
            list.add("Between", names.map(end).joined(" and "))
        }
        if path.reachable == false { list.add("Answers", "none") }
        list.add("Path MTU", "\(.measured(figures.pathMtu, "bytes"))\(ladder)")
        let ports = path.sortedPorts.prefix(20).map { port, state -> Markup in
            "TCP \(port.cut(to: 8)) \(state.rawValue)"
        }
        list.add("Ports", ports.isEmpty ? "not measured" : ports.joined(", "))
        list.add("Routers", .measured(figures.hops))
        if let echo = path.echo {
            list.add("Echoes", "\(.figure(echo.received)) of \(.figure(echo.sent)) answered")
        }
        if let addresses = path.hardwareAddresses, addresses.count > 1 {
            list.add("Answered by", addresses.prefix(8).map { .name($0, most: 40) }.joined(", "))
        }
        if let offset = path.clockOffsetMs {
            let error: Markup? = path.clockOffsetErrorMs.map { " ± \(.figure($0))" }
            list.add("Far clock ahead by", "\(.figure(offset))\(error) ms")
        }
        addCapture(to: &list)
        list.add("Judged by", self.path.verdicts.markup)
        list.add("Evidence", .name(self.path.file, most: 60))
        return list.markup
    }

    /// An end as the evidence names it, with its address.
    private func end(_ name: EndNames.Name) -> Markup {
        let address = path.evidence.ends.first { $0.name == name.given }?.address
        let beside: Markup? = address.flatMap { $0 == name.given ? nil : " (\(.name($0, most: 60)))" }
        return "\(.name(name.given, most: 60))\(beside)"
    }

    private var ladder: Markup? {
        guard let steps = path.path.mtuLadder, !steps.isEmpty else { return nil }
        let shown = steps.prefix(20).map { step -> Markup in
            let reported: Markup? = step.reportedMtu.map { mtu in
                let who: Markup = step.reportedBy.map { .name($0, most: 60) } ?? "a router"
                return " (\(who) said \(.figure(mtu)))"
            }
            return "\(.figure(step.mtu)) \(step.answered ? "arrived" : "did not arrive")\(reported)"
        }
        return " <span class='hint'>(\(shown.joined(", ")))</span>"
    }

    private func addCapture(to list: inout FactList) {
        guard let capture = path.path.capture else {
            list.add("Capture", "none")
            return
        }
        list.add(
            "Packets",
            "\(.figure(capture.packets)), dropped by the kernel: \(.measured(capture.kernelDrops, else: "not known"))")
        let files = (capture.files ?? []).prefix(8).map { file -> Markup in
            let start = String(file.sha256.prefix(16))
            return "\(.name(file.file, most: 60)) <code title='\(file.sha256.cut(to: 64))'>\(start)…</code>"
        }
        list.add("Capture", files.isEmpty ? "not kept" : files.joined(", "))
    }
}
