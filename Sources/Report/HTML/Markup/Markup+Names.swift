import SourceText

extension Markup {
    /// A name that someone gave, apart from the reading direction of what stands around it, and cut where it is long.
    static func name(_ name: String, most: Int = 160) -> Markup { "<bdi>\(name.cut(to: most))</bdi>" }

    /// A name in a list of names, whose items the style sheet sets apart: most names need no element for that.
    static func item(_ item: String, most: Int) -> Markup {
        item.isPlain ? text(item, most: most) : name(item, most: most)
    }

    /// Text that someone wrote, cut where it is long.
    static func text(_ text: String, most: Int = 400) -> Markup { "\(text.cut(to: most))" }

    /// A command in a line.
    static func command(_ command: String) -> Markup { "<code class='command'>\(command.cut(to: 2_000))</code>" }

    /// A pair of sites.
    static func pair(_ sites: [String], most: Int = 40) -> Markup { sites.map { name($0, most: most) }.joined(" – ") }

    /// A time as `2026-11-22T18:00:00Z`, with the blanks that people want.
    static func time(_ time: String) -> Markup {
        let shown = time.replacing { $0 == "T" ? " " : $0 == "Z" ? " UTC" : nil }
        return "<time datetime='\(time.cut(to: 40))'>\(shown.cut(to: 40))</time>"
    }

    /// Code of several lines.
    static func code(_ code: String) -> Markup {
        var lines = code.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        while lines.last?.isEmpty == true { lines.removeLast() }
        let shown = lines.prefix(100).map { text(String($0), most: 2_000) }
        let rest: Markup? = lines.count > 100 ? "\n… and \(String.of(lines.count - 100, "further line"))" : nil
        return "<pre><code>\(shown.joined("\n"))\(rest)</code></pre>"
    }
}
