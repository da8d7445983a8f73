import RuleEngine

/// Everything that does not pass, by requirement, the gravest first.
struct FindingsSection {
    private let content: PageContent

    init(_ content: PageContent) { self.content = content }

    var section: PageSection {
        var leftOut: [String] = []
        var room = PageLimits.allFindingRows
        var blocks = Markup()
        for index in requirements { blocks += block(index, room: &room, leftOut: &leftOut) }
        let none: Markup = "<p>None: every requirement that was checked is met.</p>\n"
        let found: Markup = """
            \(boxes)\(blocks)<p class='none-left' hidden>No finding matches what is shown or searched for.</p>

            """
        return PageSection(
            id: "findings", title: "Findings",
            markup: .section("findings", "Findings", blocks.isEmpty ? none : found), leftOut: leftOut)
    }

    /// The places of the requirements with findings.
    private var requirements: [Int] {
        let all = content.report.requirements
        let open = all.indices.compactMap { index in
            all[index].judgements.first { $0.finding != nil }.map { _ in
                (all[index].judgements.lazy.map(\.standing).min() ?? .pass, index)
            }
        }
        return open.sorted { $0 < $1 }.map(\.1)
    }

    /// They work without a script: the style sheet hides what is not checked.
    private var boxes: Markup {
        let boxes = [Standing.error, .warning, .info, .unknown, .waived].compactMap { standing -> Markup? in
            guard let count = content.counts[standing], count > 0 else { return nil }
            let box: Markup = "<input type='checkbox' checked id='show-\(standing.rawValue)'>"
            return "<label>\(box) \(standing.badge(count: count))</label>\n"
        }
        return "<fieldset class='filter'><legend>Show</legend>\n\(boxes)</fieldset>\n"
    }

    private func block(_ index: Int, room: inout Int, leftOut: inout [String]) -> Markup {
        let requirement = content.report.requirements[index]
        let rule = requirement.rule
        let places = requirement.judgements.indices.filter { requirement.judgements[$0].finding != nil }
            .sorted { (requirement.judgements[$0].standing, $0) < (requirement.judgements[$1].standing, $1) }
        let kinds = Set(places.map { requirement.judgements[$0].standing.rawValue }).sorted().joined(separator: " ")
        // One more takes no more room than a list of one.
        let full = places.count > PageLimits.fullFindings + 1 ? PageLimits.fullFindings : places.count
        let articles = places.prefix(full).compactMap { place in
            let judgement = requirement.judgements[place]
            return judgement.finding.map { finding in
                FindingArticle(finding, judgement.standing, anchor: content.anchor(index, place) ?? "").markup
            }
        }
        let rest = further(requirement, index, places.dropFirst(full), room: &room, leftOut: &leftOut)
        let sources: Markup? =
            rule.references.isEmpty
            ? nil
            : "<p class='sources'><b>Sources:</b> \(rule.references.map { Markup.text($0) }.joined("; "))</p>\n"
        let label = "\(rule.id) \(rule.title.cut(to: 300))"
        return """
            <section id='\(Anchor.findings(rule.id))' class='requirement \(kinds)' aria-label='\(label)'>
            <h3><a href='#\(Anchor.requirement(rule.id))'>\(rule.id)</a> \(Markup.text(rule.title))</h3>
            <p class='why'>\(Markup.text(rule.why, most: 1_000))</p>
            \(articles)\(rest)\(sources)</section>

            """
    }

    /// Findings beyond the first few, a row each.
    private func further(
        _ requirement: Requirement, _ index: Int, _ places: ArraySlice<Int>, room: inout Int, leftOut: inout [String]
    ) -> Markup? {
        guard !places.isEmpty else { return nil }
        let id = requirement.rule.id
        let most = content.isSummary || room <= 0 ? PageLimits.fewFindingRows : PageLimits.findingRows
        let listed = places.prefix(most)
        room -= listed.count
        var table = HTMLTable(
            "Further findings of \(id)", isCaptionShown: false,
            columns: [.text("Verdict"), .text("Subject"), .text("Observed"), .text("Expected"), .text("Where")])
        for place in listed {
            let judgement = requirement.judgements[place]
            table.add(
                row(judgement), isHeaded: false, id: content.anchor(index, place),
                style: "finding \(judgement.standing.rawValue)")
        }
        let list: Markup = """
            <details\(places.count <= 20 ? " open" : "")><summary>\(count: places.count) more of \(id)</summary>
            \(table.markup)</details>

            """
        let hidden = places.count - listed.count
        guard hidden > 0 else { return list }
        leftOut.append("\(Amounts.count(hidden)) findings of \(id) are not listed")
        return list
            + .hint(
                "\(count: hidden) of \(id) are not listed here; the report as JSON or CSV has each of them.")
    }

    private func row(_ judgement: Judgement) -> [Markup] {
        let missing = (judgement.finding?.missing ?? []).map { fact -> Markup in "<code>\(fact.name.cut(to: 160))</code>" }
        return [
            judgement.standing.badge(), .name(judgement.subject, most: 90),
            judgement.observed.map { .name($0, most: 60) } ?? missing.joined(" "),
            judgement.expected.map { .name($0, most: 60) } ?? "", judgement.location?.markup ?? "",
        ]
    }
}
