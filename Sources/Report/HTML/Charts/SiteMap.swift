import Evidence

/// The sites as boxes in a row, the ends that measured as dots in them, and a curve for each pair that was measured.
struct SiteMap {
    let sites: [String]
    let paths: [MeasuredPath]

    /// What is legible on one drawing.
    private static let mostSites = 4
    private static let mostEnds = 24

    private static let width = 720.0
    private static let gap = 150.0
    private static let rowHeight = 30.0

    private struct End: Hashable {
        let file: String
        let name: String
        let site: String?
    }

    private struct Place {
        let x: Double
        let y: Double
        /// Which box.
        let column: Int
    }

    /// The drawing, where it would be legible.
    var drawing: Markup? {
        let ends = ends
        let hasStrangers = ends.contains { $0.site.map { !sites.contains($0) } ?? true }
        let boxes = sites.map(Optional.some) + (hasStrangers ? [nil] : [])
        guard !ends.isEmpty, ends.count <= Self.mostEnds, boxes.count <= Self.mostSites else { return nil }
        func members(_ box: String?) -> [End] {
            ends.filter { end in box.map { end.site == $0 } ?? (end.site.map { !sites.contains($0) } ?? true) }
        }
        let gap = boxes.count > 1 ? Self.gap : 0
        let boxWidth = (Self.width - gap * Double(boxes.count - 1)) / Double(boxes.count)
        let rows = boxes.map { members($0).count }.max() ?? 1
        let height = 64 + Double(max(1, rows)) * Self.rowHeight
        var places: [End: Place] = [:]
        var svg = SVG(width: Self.width, style: "wide")
        for (column, box) in boxes.enumerated() {
            let left = Double(column) * (boxWidth + gap)
            svg.rectangle(left + 0.5, 20, boxWidth - 1, height - 26, "site")
            svg.text(box?.cut(to: 24) ?? "site not known", left + 8, 14, "site-name")
            let inside = members(box)
            if inside.isEmpty { svg.text("nothing measured here", left + boxWidth / 2, 48, "unit", anchor: .middle) }
            for (row, end) in inside.enumerated() {
                let x =
                    boxes.count == 1 || column > 0 && column < boxes.count - 1
                    ? left + boxWidth / 2 : column == 0 ? left + boxWidth - 14 : left + 14
                places[end] = Place(x: x, y: 44 + Double(row) * Self.rowHeight, column: column)
            }
        }
        let links = links
        for link in links { draw(link, places, boxWidth, in: &svg) }
        for (end, place) in places.sorted(by: { ($0.value.column, $0.value.y) < ($1.value.column, $1.value.y) }) {
            svg.dot(place.x, place.y, radius: 4, of: [])
            let isLeft = place.column == 0 && boxes.count > 1
            svg.text(
                end.name.cut(to: 22), place.x + (isLeft ? -9 : 9), place.y + 4, "key", anchor: isLeft ? .end : .start)
        }
        for link in links { write(link, places, boxWidth, in: &svg) }
        let told = links.prefix(12).map { "\($0.title): \(Self.roundTrip($0)), \(Self.goodput($0))" }
        return svg.markup(height: height, summary: "Map of the measured pairs: " + told.joined(separator: "; "))
    }

    private static func ends(of path: MeasuredPath) -> [End] {
        [
            End(file: path.file, name: path.path.from, site: path.from.site),
            End(file: path.file, name: path.path.to, site: path.to.site),
        ]
    }

    private var ends: [End] {
        var seen: Set<End> = []
        return paths.flatMap(Self.ends).filter { seen.insert($0).inserted }
    }

    /// A path of each pair of ends: the one with most to tell.
    private var links: [MeasuredPath] {
        var found: [Set<End>: Int] = [:]
        var links: [MeasuredPath] = []
        for path in paths {
            let key = Set(Self.ends(of: path))
            if let known = found[key] {
                if links[known].figures.goodput.isEmpty, !path.figures.goodput.isEmpty { links[known] = path }
            } else {
                found[key] = links.count
                links.append(path)
            }
        }
        return links
    }

    private func draw(_ link: MeasuredPath, _ places: [End: Place], _ boxWidth: Double, in svg: inout SVG) {
        let ends = Self.ends(of: link)
        guard let from = places[ends[0]], let to = places[ends[1]] else { return }
        let style = "link v-\(Self.style(link.standing))"
        if from.column == to.column {
            let bow = min(90, 14 + abs(to.y - from.y) * 0.35)
            svg.curve(from: (from.x, from.y), by: from.x - bow, to.x - bow, to: (to.x, to.y), style)
        } else {
            let middle = (from.x + to.x) / 2
            svg.curve(from: (from.x, from.y), by: middle, middle, to: (to.x, to.y), style)
        }
    }

    /// Writes the figures of a link into the gap beside the left one of its two boxes.
    private func write(_ link: MeasuredPath, _ places: [End: Place], _ boxWidth: Double, in svg: inout SVG) {
        let ends = Self.ends(of: link)
        guard let from = places[ends[0]], let to = places[ends[1]], from.column != to.column else { return }
        let x = Double(min(from.column, to.column)) * (boxWidth + Self.gap) + boxWidth + Self.gap / 2
        let y = (from.y + to.y) / 2
        let sign = (link.standing ?? .notApplicable).sign
        svg.text(
            "\(sign) \(Self.roundTrip(link))", x, y - 6, "value halo v-\(Self.style(link.standing))", anchor: .middle)
        svg.text(Self.goodput(link), x, y + 13, "value halo", anchor: .middle)
    }

    private static func style(_ standing: Standing?) -> String {
        switch standing {
        case .broken, .error: "fail"
        case nil: "notApplicable"
        case let standing?: standing.rawValue
        }
    }

    private static func roundTrip(_ link: MeasuredPath) -> String {
        link.figures.rttMs.map { "\(Markup.shown($0)) ms" } ?? "no round trip"
    }

    private static func goodput(_ link: MeasuredPath) -> String {
        let rates = [Goodput.Direction.forward, .reverse].compactMap { direction in
            link.figures.best(direction).map { "\($0.arrow) \(Markup.shown($0.mbps))" }
        }
        return rates.isEmpty ? "no transfer" : rates.joined(separator: " ") + " Mbit/s"
    }
}
