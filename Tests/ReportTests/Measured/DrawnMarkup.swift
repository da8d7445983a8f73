import Foundation

/// HTML with drawings, taken apart as far as the tests look at it.
struct DrawnMarkup {
    let html: String

    /// A drawing with its size.
    struct Drawing {
        let width: Double
        let height: Double
        let html: String
    }

    /// The figures that the text shows.
    var values: [String] { html.matches(of: /<data value='([^']*)'>/).map { String($0.1) } }

    /// The figures that marks of drawings stand for.
    var plotted: [String] {
        html.matches(of: /data-figures='([^']*)'/).flatMap { $0.1.split(separator: " ").map(String.init) }
    }

    var drawings: [Drawing] {
        html.matches(of: /<svg viewBox='0 0 ([0-9.]+) ([0-9.]+)'(?s:.*?)<\/svg>/).map { match in
            Drawing(width: Double(match.1) ?? 0, height: Double(match.2) ?? 0, html: String(match.0))
        }
    }

    /// Elements that are opened and not closed, or the other way round.
    var unbalanced: [String] {
        let void: Set<Substring> = ["br", "input", "meta", "line", "rect", "circle", "path", "polyline"]
        var open: [Substring] = []
        for match in html.matches(of: /<(\/?)([a-z0-9]+)(?:'[^']*'|"[^"]*"|[^'">])*>/) {
            let (isEnd, name) = (!match.1.isEmpty, match.2)
            if isEnd {
                guard open.last == name else { return open.map(String.init) + ["/" + name] }
                open.removeLast()
            } else if !void.contains(name) {
                open.append(name)
            }
        }
        return open.map(String.init)
    }
}

extension DrawnMarkup.Drawing {
    /// Every place at which something stands, horizontally and vertically.
    var places: (x: [Double], y: [Double]) {
        func numbers(_ pattern: Regex<(Substring, Substring)>) -> [Double] {
            html.matches(of: pattern).map { Double($0.1) ?? .nan }
        }
        let points = html.matches(of: /points='([^']*)'/).flatMap { $0.1.split(separator: " ") }.map { point in
            point.split(separator: ",").map { Double($0) ?? .nan }
        }
        let xs = numbers(#/ (?:x|x1|x2|cx)='([^']*)'/#)
        let ys = numbers(#/ (?:y|y1|y2|cy)='([^']*)'/#)
        let sides = /<rect x='([^']*)' y='([^']*)' width='([^']*)' height='([^']*)'/
        let rectangles = html.matches(of: sides).map { match in
            [match.1, match.2, match.3, match.4].map { Double($0) ?? .nan }
        }
        return (
            xs + points.map { $0[0] } + rectangles.map { $0[0] + $0[2] },
            ys + points.map { $0.count == 2 ? $0[1] : .nan } + rectangles.map { $0[1] + $0[3] }
        )
    }

    /// The points of each line through two figures each, with those figures.
    var lines: [[(place: (x: Double, y: Double), figures: (x: Double, y: Double))]] {
        html.matches(of: /<polyline points='([^']*)' class='[^']*' data-figures='([^']*)'/).compactMap { match in
            let places = match.1.split(separator: " ").map { $0.split(separator: ",").map { Double($0) ?? .nan } }
            let figures = match.2.split(separator: " ").map { Double($0) ?? .nan }
            guard figures.count == places.count * 2 else { return nil }
            return places.indices.map { index in
                (
                    (places[index][0], places[index][1]), (figures[index * 2], figures[index * 2 + 1])
                )
            }
        }
    }
}
