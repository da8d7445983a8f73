import RuleEngine
import SourceText

/// The first source line of a location as a terminal shows it, and which columns of it to underline.
struct Excerpt {
    /// Scalars shown of a line; a longer one, such as a file of JSON on one line, is cut around the location.
    private static let limit: UInt32 = 160
    private static let lead: UInt32 = 60
    private static let tabWidth = 4

    /// The line's number.
    let line: Int

    /// The line.
    private(set) var text = ""

    /// Columns before the underlined ones.
    private(set) var indent = 0

    /// Underlined columns, at least one.
    private(set) var width = 0

    init(_ location: Location) {
        let start = location.range.start
        let span = location.span
        line = start.line
        let whole = location.file.span(ofLine: start.line) ?? span
        let shown = Self.window(of: whole, around: span)
        if shown.offset > whole.offset {
            text = "…"
            indent = 1
        }
        var column = indent
        var offset = shown.offset
        for scalar in location.file.text(of: shown).unicodeScalars {
            let columns: Int
            if scalar == "\t" {
                columns = Self.tabWidth - column % Self.tabWidth
                text += String(repeating: " ", count: columns)
            } else {
                columns = scalar.columns
                if let escape = scalar.escape { text += escape } else { text.unicodeScalars.append(scalar) }
            }
            if offset < span.offset { indent += columns } else if offset < span.end { width += columns }
            column += columns
            offset += 1
        }
        text = text.withoutOrders
        if shown.end < whole.end { text += "…" }
        width = max(1, width)
    }

    private static func window(of line: SourceSpan, around span: SourceSpan) -> SourceSpan {
        guard line.length > limit else { return line }
        let wanted = span.offset > lead ? span.offset - lead : 0
        return SourceSpan(offset: max(line.offset, min(wanted, line.end - limit)), length: limit)
    }
}

extension Location {
    /// `path:line:column`, the form that editors and terminals make clickable.
    var place: String {
        let start = start
        return "\(file.path.printable):\(start.line):\(start.column)"
    }
}
