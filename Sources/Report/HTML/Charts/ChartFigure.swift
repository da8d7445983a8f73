/// A drawing with its title, and the figures that it shows as tables.
struct ChartFigure {
    let title: String
    /// What it is of, which the heading above it says as well: for who hears it alone.
    var subject = ""
    let drawing: Markup
    /// The same figures, exactly.
    let figures: Markup
    /// What the drawing does not say of itself.
    var note: String?

    var markup: Markup {
        let unseen: Markup? = subject.isEmpty ? nil : "<span class='unseen'>, \(subject)</span>"
        let note: Markup? = note.map { "<p class='note'>\($0)</p>\n" }
        return """
            <figure class='small'><figcaption>\(title)\(unseen)</figcaption>
            \(drawing)\(note)<details><summary>Figures<span class='unseen'> of: \(title)\(subject.isEmpty ? "" : ", \(subject)")</span></summary>
            \(figures)</details></figure>

            """
    }
}
