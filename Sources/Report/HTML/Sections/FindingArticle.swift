import RuleEngine

/// A finding with its source lines, its peers' and what to do.
struct FindingArticle {
    private let finding: Finding
    private let standing: Standing
    private let anchor: String

    init(_ finding: Finding, _ standing: Standing, anchor: String) {
        self.finding = finding
        self.standing = standing
        self.anchor = anchor
    }

    var markup: Markup {
        """
        <article id='\(anchor)' class='finding \(standing.rawValue)'>
        <h4>\(standing.badge()) \(Markup.text(finding.message, most: 420))</h4>
        \(places)\(figures)\(settle)\(fix)\(waiver)\(known)</article>

        """
    }

    private var places: Markup {
        var markup = finding.location.map { SourceExcerpt($0).markup } ?? ""
        for peer in finding.peers {
            markup += SourceExcerpt(peer.location, label: .name(peer.subject, most: 90)).markup
        }
        if finding.furtherPeers > 0 {
            markup += .hint("and \(String.of(finding.furtherPeers, "further place"))")
        }
        return markup
    }

    private var figures: Markup? {
        let figures = [("observed", finding.observed), ("expected", finding.expected)].compactMap { term, text in
            text.map { text -> Markup in "<div><dt>\(term)</dt><dd>\(Markup.name(text, most: 200))</dd></div>" }
        }
        return figures.isEmpty ? nil : "<dl class='facts tight'>\(figures)</dl>\n"
    }

    private var settle: Markup {
        var markup = Markup()
        for fact in finding.missing {
            markup += """
                <p><b>Settle it:</b> \(Markup.command(fact.supply)) \
                <span class='hint'>supplies <code>\(fact.name.cut(to: 160))</code></span></p>

                """
        }
        return markup
    }

    /// What to do about a failure; what is unknown may be no failure at all.
    private var fix: Markup? {
        guard finding.verdict == .fail || finding.verdict == .error, !finding.fix.isEmpty else { return nil }
        let commands = [("PowerCLI", finding.powercli), ("esxcli", finding.esxcli)].compactMap { tool, code in
            code.map { code -> Markup in "\(Markup.hint("\(tool)"))\(Markup.code(code))\n" }
        }
        let folded: Markup? =
            commands.isEmpty ? nil : "<details><summary>Commands</summary>\n\(commands)</details>\n"
        return "<p><b>Fix:</b> \(Markup.text(finding.fix, most: 600))</p>\n\(folded)"
    }

    private var waiver: Markup? {
        finding.waiver.map { waiver in
            let expires: Markup? = waiver.expires.map { " until \(Markup.text($0, most: 40))" }
            let owner = waiver.owner.map { owner -> Markup in "\(Markup.name(owner, most: 80)) answers for it" }
            return """
                <p><b>Waived:</b> \(Markup.text(waiver.reason)). \(owner ?? "A comment in the inventory says so")\(expires) \
                (\(waiver.location.markup)).</p>

                """
        }
    }

    private var known: Markup? {
        finding.baselineState == .unchanged ? .hint("It stands in the baseline: it was there before.") : nil
    }
}
