/// A drawing with its title, and the figures that it shows as tables.
struct ChartFigure {
    let title: String
    let drawing: Markup
    /// The same figures, exactly.
    let figures: Markup
    /// What the drawing does not say of itself.
    var note: String?

    var markup: Markup {
        let note: Markup? = note.map { "<p class='note'>\($0)</p>\n" }
        return """
            <figure class='small'><figcaption>\(title)</figcaption>
            \(drawing)\(note)<details><summary>Figures<span class='unseen'> of: \(title)</span></summary>
            \(figures)</details></figure>

            """
    }
}
