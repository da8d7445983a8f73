import Evidence

/// The sites as boxes in a row, the ends that measured as dots in them, and a curve for each pair that was measured.
struct SiteMap {
    let sites: [String]
    let paths: [MeasuredPath]

    /// What is legible on one drawing.
    private static let mostSites = 4
    private static let mostEnds = 24

    /// Pairs between two boxes whose figures have room; where there are more, the bars alone tell them.
    private static let mostLabels = 24

    private static let gap = 160.0
    private static let rowHeight = 38.0
    /// How far apart the figures of two pairs are read.
    private static let labelGap = 34.0
    private static let top = 46.0
    /// What a character takes in the mean.
    private static let character = 6.4

    /// An end as the map shows it: the same one in several files where the inventory has its host.
    private struct End: Hashable {
        let file: String?
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
        let members = boxes.map { box in
            ends.filter { end in box.map { end.site == $0 } ?? (end.site.map { !sites.contains($0) } ?? true) }
        }
        let width = boxes.count > 2 ? 960.0 : 720
        let gap = boxes.count > 1 ? Self.gap : 0
        let boxWidth = (width - gap * Double(boxes.count - 1)) / Double(boxes.count)
        let rows = members.map(\.count).max() ?? 1
        var places: [End: Place] = [:]
        for (column, inside) in members.enumerated() {
            let left = Double(column) * (boxWidth + gap)
            let x =
                column == 0 && boxes.count > 1
                ? left + boxWidth - 14 : column == boxes.count - 1 ? left + 14 : left + boxWidth / 2
            for (row, end) in inside.enumerated() {
                places[end] = Place(x: x, y: Self.top + Double(row) * Self.rowHeight, column: column)
            }
        }
        let links = links
        let labels = labels(of: links, places)
        let lowest = max(Self.top + Double(max(1, rows) - 1) * Self.rowHeight, labels.map(\.y).max() ?? 0)
        let height = lowest + 36
        var svg = SVG(width: width, style: "wide")
        for (column, box) in boxes.enumerated() {
            let left = Double(column) * (boxWidth + gap)
            svg.rectangle(left + 0.5, 20, boxWidth - 1, height - 26, "site")
            svg.text(box?.shortened(to: Int(boxWidth / 7)) ?? "site not known", left + 8, 14, "site-name")
            if members[column].isEmpty {
                svg.text("nothing measured here", left + boxWidth / 2, Self.top + 4, "unit", anchor: .middle)
            }
        }
        for link in links { draw(link, places, in: &svg) }
        for (end, place) in places.sorted(by: { ($0.value.column, $0.value.y) < ($1.value.column, $1.value.y) }) {
            svg.dot(place.x, place.y, radius: 4, of: [])
            let name = end.name.shortened(to: Int((boxWidth - 30) / Self.character))
            switch place.column {
            case 0 where boxes.count > 1: svg.text(name, place.x - 9, place.y + 4, "key", anchor: .end)
            case boxes.count - 1: svg.text(name, place.x + 9, place.y + 4, "key")
            default: svg.text(name, place.x, place.y - 8, "key halo", anchor: .middle)
            }
        }
        for label in labels {
            let x = Double(label.column) * (boxWidth + gap) + boxWidth + gap / 2
            write(label.link, x, label.y, in: &svg)
        }
        let told = links.prefix(12).map { "\($0.title): \(Self.roundTrip($0)), \(Self.goodput($0))" }
        return svg.markup(height: height, summary: "Map of the measured pairs: " + told.joined(separator: "; "))
    }

    /// Where the figures of each link stand, in the gap beside the left one of its boxes.
    private func labels(
        of links: [MeasuredPath], _ places: [End: Place]
    ) -> [(link: MeasuredPath, column: Int, y: Double)] {
        let between = links.compactMap { link -> (link: MeasuredPath, column: Int, y: Double)? in
            let ends = Self.ends(of: link)
            guard let from = places[ends[0]], let to = places[ends[1]], from.column != to.column else { return nil }
            return (link, min(from.column, to.column), (from.y + to.y) / 2)
        }
        return Dictionary(grouping: between, by: \.column).sorted { $0.key < $1.key }.flatMap { column, labels in
            guard labels.count <= Self.mostLabels else { return [] as [(link: MeasuredPath, column: Int, y: Double)] }
            let spread = LabelSpread(labels.map(\.y), gap: Self.labelGap, from: Self.top, to: .greatestFiniteMagnitude)
            return zip(labels, spread.positions).map { ($0.link, column, $1) }
        }
    }

    private static func ends(of path: MeasuredPath) -> [End] {
        func end(_ name: EndNames.Name, _ place: Measurement.Place) -> End {
            End(file: place.host == nil ? path.file : nil, name: name.full, site: place.site)
        }
        return [end(path.names.from, path.from), end(path.names.to, path.to)]
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

    private func draw(_ link: MeasuredPath, _ places: [End: Place], in svg: inout SVG) {
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

    private func write(_ link: MeasuredPath, _ x: Double, _ y: Double, in svg: inout SVG) {
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
