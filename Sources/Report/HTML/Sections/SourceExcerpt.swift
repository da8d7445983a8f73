import RuleEngine
import SourceText

/// A line of a file with the value in it underlined; far to the left and right of that the line is cut.
struct SourceExcerpt {
    private static let lead: UInt32 = 110
    private static let trail: UInt32 = 90
    private static let most: UInt32 = 300

    private let location: Location
    /// Whose it is.
    private let label: Markup?

    init(_ location: Location, label: Markup? = nil) {
        self.location = location
        self.label = label
    }

    var markup: Markup {
        let file = location.file
        let start = location.range.start
        let line = file.span(ofLine: start.line) ?? location.span
        let end = min(location.span.end, max(line.end, location.span.offset))
        let value = SourceSpan(from: location.span.offset, to: end)
        // A file of JSON may be a single line.
        let first = value.offset - min(value.offset - min(line.offset, value.offset), Self.lead)
        let last = min(value.end + Self.trail, max(line.end, value.end))
        let shown = SourceSpan(from: value.offset, to: min(value.end, value.offset + Self.most))
        let text = { (span: SourceSpan) in file.text(of: span) }
        let label: Markup? = self.label.map { " \($0)" }
        return """
            <div class='excerpt'><span class='where'>\(location.markup)\(label)</span>\
            <pre><code><span class='no'>\(start.line) </span>\(first > line.offset ? "…" : "")\
            \(text(SourceSpan(from: first, to: value.offset)))<mark>\(text(shown))\(shown.end < value.end ? "…" : "")</mark>\
            \(text(SourceSpan(from: value.end, to: last)))\(last < line.end ? "…" : "")</code></pre></div>

            """
    }
}

extension Location {
    /// The file, line and column.
    var markup: Markup {
        let start = range.start
        return "<span class='place'>\(Markup.name(file.path, most: 60)):\(start.line):\(start.column)</span>"
    }
}
