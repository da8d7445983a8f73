/// A drawing whose colours and strokes come from classes of the page's style sheet.
///
/// The page's Content-Security-Policy allows no `style` attribute.
///
/// A mark that stands for figures of the evidence names them, unrounded, in `data-figures`, so that the drawing can be
/// held against the evidence.
struct SVG {
    /// Which part of a text stands at its place.
    enum Anchor: String {
        case start, middle, end
    }

    let width: Double
    private let style: String
    private var marks = Markup()

    init(width: Double = ChartFrame.width, style: String = "") {
        self.width = width
        self.style = style
    }

    mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String, of figures: [Double] = []
    ) {
        marks += """
            <line x1='\(at: x1)' y1='\(at: y1)' x2='\(at: x2)' y2='\(at: y2)' class='\(style)'\(Self.data(figures))/>

            """
    }

    mutating func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, of figures: [Double] = []
    ) {
        marks += """
            <rect x='\(at: x)' y='\(at: y)' width='\(at: max(0, width))' height='\(at: max(0, height))' \
            class='\(style)'\(Self.data(figures))/>

            """
    }

    mutating func dot(_ x: Double, _ y: Double, radius: Double = 3.4, _ style: String = "dot", of figures: [Double]) {
        marks += "<circle cx='\(at: x)' cy='\(at: y)' r='\(at: radius)' class='\(style)'\(Self.data(figures))/>\n"
    }

    /// A cross whose middle is at `x` and `y`.
    mutating func cross(_ x: Double, _ y: Double, of figures: [Double]) {
        marks += "<path d='M\(at: x - 4) \(at: y - 4)l8 8m0 -8l-8 8' class='cross'\(Self.data(figures))/>\n"
    }

    mutating func polyline(_ points: [(x: Double, y: Double)], _ style: String, of figures: [Double]) {
        let places = points.map { point -> Markup in "\(at: point.x),\(at: point.y)" }.joined(" ")
        marks += "<polyline points='\(places)' class='\(style)'\(Self.data(figures))/>\n"
    }

    /// A curve that leaves `start` and reaches `end` level, on a way by `x1` and `x2`.
    mutating func curve(
        from start: (x: Double, y: Double), by x1: Double, _ x2: Double, to end: (x: Double, y: Double), _ style: String
    ) {
        marks += """
            <path d='M\(at: start.x) \(at: start.y)C\(at: x1) \(at: start.y) \(at: x2) \(at: end.y) \
            \(at: end.x) \(at: end.y)' class='\(style)'/>

            """
    }

    /// Writes `words` at a place; without a style it is a label of an axis.
    mutating func text(
        _ words: String, _ x: Double, _ y: Double, _ style: String? = nil, anchor: Anchor = .start
    ) {
        let style: Markup? = style.map { " class='\($0)'" }
        let anchor: Markup? = anchor == .start ? nil : " text-anchor='\(anchor.rawValue)'"
        marks += "<text x='\(at: x)' y='\(at: y)'\(style)\(anchor)>\(words)</text>\n"
    }

    /// The drawing, with `summary` for who cannot see it.
    func markup(height: Double, summary: String) -> Markup {
        """
        <svg viewBox='0 0 \(at: width) \(at: height)' width='\(at: width)' height='\(at: height)' role='img' \
        aria-label='\(summary.cut(to: 600))' class='chart\(style.isEmpty ? "" : " " + style)'>
        \(marks)</svg>

        """
    }

    private static func data(_ figures: [Double]) -> Markup? {
        let known = figures.filter(\.isFinite)
        return known.isEmpty ? nil : " data-figures='\(known.map(\.description).joined(separator: " "))'"
    }
}

extension Markup.StringInterpolation {
    /// A place in a drawing, to a tenth of a unit.
    fileprivate mutating func appendInterpolation(at place: Double) {
        let tenths = place.isFinite ? Int((min(max(place, -1e6), 1e6) * 10).rounded()) : 0
        let text =
            tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
        appendInterpolation(text)
    }
}
