import RuleEngine

/// Everything that does not pass, by requirement, the gravest first.
struct FindingsSection {
    private let content: PageContent

    init(_ content: PageContent) { self.content = content }

    var section: PageSection {
        var blocks = Markup()
        for plan in content.plans { blocks += block(plan) }
        let leftOut = content.plans.filter { $0.hidden > 0 }.map { plan in
            "\(Amounts.count(plan.hidden)) findings of \(content.report.requirements[plan.requirement].rule.id) are not listed"
        }
        let none: Markup = "<p>None: every requirement that was checked is met.</p>\n"
        let found: Markup = """
            \(boxes)\(blocks)<p class='none-left' hidden>No finding matches what is shown or searched for.</p>

            """
        return PageSection(
            id: "findings", title: "Findings",
            markup: .section("findings", "Findings", blocks.isEmpty ? none : found), leftOut: leftOut)
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

    private func block(_ plan: FindingPlan) -> Markup {
        let requirement = content.report.requirements[plan.requirement]
        let rule = requirement.rule
        let articles = plan.full.compactMap { place in
            let judgement = requirement.judgements[place]
            return judgement.finding.map { finding in
                FindingArticle(finding, judgement.standing, anchor: content.anchor(plan.requirement, place)).markup
            }
        }
        let sources: Markup? =
            rule.references.isEmpty
            ? nil
            : "<p class='sources'><b>Sources:</b> \(rule.references.map { Markup.text($0) }.joined("; "))</p>\n"
        let label = "\(rule.id) \(rule.title.cut(to: 300))"
        return """
            <section id='\(Anchor.findings(rule.id))' class='requirement' aria-label='\(label)'>
            <h3><a href='#\(Anchor.requirement(rule.id))'>\(rule.id)</a> \(Markup.text(rule.title))</h3>
            <p class='why'>\(Markup.text(rule.why, most: 1_000))</p>
            \(articles)\(further(requirement, plan))\(sources)</section>

            """
    }

    /// Findings beyond the first few, a row each.
    private func further(_ requirement: Requirement, _ plan: FindingPlan) -> Markup? {
        guard !plan.rows.isEmpty else { return nil }
        let id = requirement.rule.id
        var table = HTMLTable(
            "Further findings of \(id)", isCaptionShown: false,
            columns: [.text("Verdict"), .text("Subject"), .text("Observed"), .text("Expected"), .text("Where")])
        for place in plan.rows {
            let judgement = requirement.judgements[place]
            table.add(
                row(judgement), isHeaded: false, id: content.anchor(plan.requirement, place),
                style: "finding \(judgement.standing.rawValue)")
        }
        let count = plan.rows.count + plan.hidden
        let hidden: Markup? =
            plan.hidden > 0
            ? .hint("\(count: plan.hidden) of \(id) are not listed here; the report as JSON or CSV has each of them.")
            : nil
        return """
            <details\(count <= 20 ? " open" : "")><summary>\(count: count) more of \(id)</summary>
            \(table.markup)</details>
            \(hidden)
            """
    }

    private func row(_ judgement: Judgement) -> [Markup] {
        let missing = (judgement.finding?.missing ?? []).map { fact -> Markup in
            "<code>\(fact.name.cut(to: 160))</code>"
        }
        return [
            judgement.standing.badge(), .name(judgement.subject, most: 90),
            judgement.observed.map { .name($0, most: 60) } ?? missing.joined(" "),
            judgement.expected.map { .name($0, most: 60) } ?? "", judgement.location?.markup ?? "",
        ]
    }
}
