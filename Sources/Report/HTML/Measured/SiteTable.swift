import Evidence

/// From each site to each: the longest round trip, the least goodput and the smallest path MTU, against the limits.
struct SiteTable {
    let report: ComplianceReport
    let paths: [MeasuredPath]
    let verdicts: MeasuredVerdicts

    /// Sites that are shown; of more only those where something was measured.
    private static let most = 16

    /// The sites that are shown.
    private var sites: [String] {
        let all = report.estate.sites
        guard all.count > Self.most else { return all }
        let measured = Set(paths.flatMap { [$0.from.site, $0.to.site] }.compactMap(\.self))
        return Array(all.filter(measured.contains).prefix(Self.most))
    }

    var markup: Markup {
        let sites = sites
        guard !sites.isEmpty else { return Markup() }
        let head = sites.map { site -> Markup in "<th scope='col'>to \(.name(site, most: 40))</th>" }
        let rows = sites.map { from -> Markup in
            let cells = sites.map { cell(from: from, to: $0) }
            return "<tr><th scope='row'>from \(.name(from, most: 40))</th>\(cells)</tr>\n"
        }
        let caption = "From each site to each"
        let omitted = report.estate.sites.count - sites.count
        let note: Markup? =
            omitted > 0
            ? .hint("\(Amounts.of(omitted, "further site")) not shown: the table of pairs has the paths between them.")
            : nil
        let table = Markup.scrolling(
            caption,
            """
            <table class='sites'><caption>\(caption)</caption>
            <thead><tr><td></td>\(head)</tr></thead>
            <tbody>
            \(rows)</tbody></table>
            """)
        return "\(table)\(note)"
    }

    private func cell(from: String, to: String) -> Markup {
        let pair = SitePair(from: from, to: to, in: paths)
        let isAsked = report.estate.sitePairs.contains([from, to].sorted())
        let judged =
            from == to ? pair.verdicts : pair.verdicts + verdicts.ofSites([from, to])
        guard !pair.ways.isEmpty else {
            if from == to { return "<td><span class='hint'>one site</span></td>" }
            return isAsked
                ? "<td class='unknown'>\(Standing.unknown.badge("not measured"))</td>"
                : "<td><span class='hint'>not measured, and nothing is to move</span></td>"
        }
        let standing = judged.map(\.standing).min()
        let style: Markup? = standing.map { " class='\($0.rawValue)'" }
        let lines = [
            standing.map { $0.badge() } ?? "<span class='hint'>not judged</span>", roundTrip(pair), goodput(pair),
            mtu(pair),
        ]
        return "<td\(style)>\(lines.joined("<br>"))</td>"
    }

    private func roundTrip(_ pair: SitePair) -> Markup {
        guard let path = pair.farthest, let rtt = path.figures.rttMs else {
            return "<span class='hint'>no round trip</span>"
        }
        let limit: Markup? = path.limits.rttMs.map { "<span class='hint'> of \(.figure($0))</span>" }
        return Self.marked(.figure(rtt, "ms"), path.isTooFar) + "\(limit)"
    }

    private func goodput(_ pair: SitePair) -> Markup {
        guard let (path, transfer) = pair.slowest else { return "<span class='hint'>no transfer</span>" }
        let needed: Markup? = path.limits.mbps.map { "<span class='hint'> of \(.figure($0))</span>" }
        return Self.marked(.figure(transfer.mbps, "Mbit/s"), path.isTooLittle(transfer)) + "\(needed)"
    }

    private func mtu(_ pair: SitePair) -> Markup {
        let count: Markup = "<span class='hint'> · \(Amounts.of(pair.count, "pair"))</span>"
        guard let path = pair.narrowest, let mtu = path.figures.pathMtu else {
            return "<span class='hint'>no path MTU</span>\(count)"
        }
        return "\(Self.marked("MTU \(.figure(mtu))", path.isTooNarrow))\(count)"
    }

    private static func marked(_ figure: Markup, _ isWrong: Bool) -> Markup {
        isWrong
            ? """
            <span class='v error'><span aria-hidden='true'>×</span> \(figure)</span>\
            <span class='unseen'> (not met)</span>
            """
            : figure
    }
}
