/// A part of the page with a heading that the contents lead to.
struct PageSection {
    /// Its anchor.
    let id: String
    /// What the contents call it.
    let title: String
    /// What it shows; nothing where there is nothing to tell.
    let markup: Markup
    /// What it leaves out for want of room, each as part of a sentence.
    var leftOut: [String] = []
}

extension Markup {
    /// A section of the page under `heading`.
    static func section(_ id: String, _ heading: String, _ content: Markup) -> Markup {
        "<section aria-labelledby='\(id)'>\n<h2 id='\(id)'>\(heading)</h2>\n\(content)</section>\n"
    }

    /// A remark below a heading.
    static func hint(_ text: Markup) -> Markup { "<p class='hint'>\(text)</p>\n" }
}
