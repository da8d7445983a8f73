/// Rows below a heading, as many as there is room for.
struct MarkdownTable {
    /// The heading and the rows that fit, or nothing when there are none.
    private(set) var text = ""

    /// How many things the rows that were left out stood for, and of how many.
    private(set) var leftOut = 0
    private(set) var count = 0

    /// The rows of `items` while they fit into `room` bytes, which shrinks by what they take, or to nothing
    /// when some did not fit.
    init<Item>(
        _ title: String, columns: [String], of items: [Item], weight: (Item) -> Int = { _ in 1 }, room: inout Int,
        row: (Item) -> [String]
    ) {
        count = items.reduce(0) { $0 + weight($1) }
        let rule = columns.map { _ in "---" }
        let head = "\n### \(title) (\(count))\n\n\(Self.line(columns))\(Self.line(rule))"
        var rows = ""
        var shown = 0
        for item in items {
            let line = Self.line(row(item))
            guard head.utf8.count + rows.utf8.count + line.utf8.count <= room else { break }
            rows += line
            shown += weight(item)
        }
        leftOut = count - shown
        if shown > 0 { text = head + rows }
        // What comes after is less grave: it does not take the place of what did not fit.
        room = leftOut > 0 ? 0 : room - text.utf8.count
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
}
