/// A table that scrolls sideways where the page is narrow, and whose name a screen reader says.
struct HTMLTable {
    /// A column with its heading.
    struct Column {
        fileprivate let heading: String
        fileprivate let isNumber: Bool

        static func text(_ heading: String) -> Column { Column(heading: heading, isNumber: false) }

        /// Numbers stand under each other at their last digit.
        static func number(_ heading: String) -> Column { Column(heading: heading, isNumber: true) }

        fileprivate var style: Markup { isNumber ? " class='n'" : "" }
    }

    private let caption: String
    private let captionStyle: Markup
    private let style: String
    private let columns: [Column]
    private var rows = Markup()

    /// How many rows there are.
    private(set) var count = 0

    /// A table of the class `style`; a caption that only repeats a heading is said and not shown.
    init(_ caption: String, isCaptionShown: Bool = true, style: String = "", columns: [Column]) {
        self.caption = caption.cut(to: 200)
        captionStyle = isCaptionShown ? "" : " class='unseen'"
        self.style = style
        self.columns = columns
    }

    /// Adds a row, which is called by its first cell where `isHeaded`.
    mutating func add(_ cells: [Markup], isHeaded: Bool = true, id: String? = nil, style: String = "") {
        rows += "<tr\(Self.attributes(id, style))>"
        for (index, (column, cell)) in zip(columns, cells).enumerated() {
            if isHeaded, index == 0 {
                rows += "<th scope='row'>\(cell)</th>"
            } else {
                rows += "<td\(column.style)>\(cell)</td>"
            }
        }
        rows += "</tr>\n"
        count += 1
    }

    var markup: Markup {
        let headings = columns.map { column -> Markup in "<th scope='col'\(column.style)>\(column.heading)</th>" }
        return .scrolling(
            caption,
            """
            <table\(Self.attributes(nil, style))><caption\(captionStyle)>\(caption)</caption>
            <thead><tr>\(headings)</tr></thead>
            <tbody>
            \(rows)</tbody></table>
            """)
    }

    private static func attributes(_ id: String?, _ style: String) -> Markup {
        let id: Markup? = id.map { " id='\($0)'" }
        return "\(id)\(style.isEmpty ? Markup() : " class='\(style)'")"
    }
}

extension Markup {
    /// What is wider than a phone, in a frame of its own that scrolls, also by the keys.
    static func scrolling(_ label: String, _ content: Markup) -> Markup {
        "<div class='scroll' tabindex='0' role='group' aria-label='\(label)'>\n\(content)</div>\n"
    }
}
