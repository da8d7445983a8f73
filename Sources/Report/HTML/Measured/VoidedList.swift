import Evidence

/// Figures that were tried and cannot be relied upon, each with why.
struct VoidedList {
    let voided: [VoidedFigure]

    /// Figures that are shown; more would be no reading.
    private static let most = 40

    init(_ voided: [VoidedFigure]) { self.voided = voided }

    var markup: Markup {
        guard !voided.isEmpty else { return Markup() }
        let items = voided.prefix(Self.most).map { void -> Markup in
            let ends = [void.from, void.to].compactMap { name -> Markup? in name.map { .name($0, most: 60) } }
            let of: Markup? = ends.isEmpty ? nil : " of \(ends.joined(" → "))"
            return """
                <li>\(Standing.unknown.badge("voided")) <code>\(.text(void.figure, most: 60))</code>\(of): \
                \(.text(void.why, most: 300))</li>

                """
        }
        let more: Markup? =
            voided.count > Self.most
            ? "<li>\(Amounts.count(voided.count - Self.most)) more in the evidence</li>\n" : nil
        return "<ul>\n\(items)\(more)</ul>\n"
    }
}
