import RuleEngine

/// Every requirement with every subject that was checked: what was observed, and where it is written.
struct VerdictsSection {
    private let content: PageContent
    /// What the lists may take.
    private let bytes: Int

    init(_ content: PageContent, bytes: Int) {
        self.content = content
        self.bytes = bytes
    }

    var section: PageSection {
        var leftOut: [String] = []
        var lists = Markup()
        var counted = 0
        for index in content.report.requirements.indices {
            lists += block(index, room: content.isSummary ? 0 : bytes - lists.size, counted: &counted)
        }
        if counted > 0 {
            leftOut.append("\(Amounts.count(counted)) verdicts are counted by cluster and not listed one by one")
        }
        let intro = Markup.hint(
            """
            Every requirement with every subject that it was checked of, what was observed and where it is written \
            (file and line). What is alike stands together.
            """)
        let notice: Markup? =
            counted > 0
            ? """
            <p class='notice' id='counted'>\(String.of(content.verdictCount, "verdict")) would be a wall: \(count: counted) of them are \
            counted by cluster here; the report as JSON and CSV lists each with its evidence.</p>

            """ : nil
        let found: Markup =
            "<div id='found' role='region' aria-label='Verdicts that match the search' hidden></div>\n"
        let isShort = content.verdictCount <= 2_500
        let list: Markup = "<div class='verdicts\(isShort ? " few" : "")'>\n\(lists)</div>\n"
        return PageSection(
            id: "verdicts", title: "All verdicts",
            markup: .section("verdicts", "All verdicts", intro + "\(notice)" + found + list), leftOut: leftOut)
    }

    /// A requirement with its subjects; where they have no room, with how many there are.
    private func block(_ index: Int, room: Int, counted: inout Int) -> Markup {
        let groups = VerdictGroup.groups(of: content.report.requirements[index], at: index, content)
        if room > 0 {
            let whole = block(index, groups.map { $0.markup(most: .max) }.joined())
            if whole.size <= room { return whole }
        }
        let few = content.limits.fewSubjects
        for group in groups { counted += group.standing == .pass ? group.count : max(0, group.count - few) }
        let short = groups.map { $0.standing == .pass ? $0.countedMarkup : $0.markup(most: few) }
        return block(index, short.joined())
    }

    private func block(_ index: Int, _ groups: Markup) -> Markup {
        let requirement = content.report.requirements[index]
        let rule = requirement.rule
        var counts: [Standing: Int] = [:]
        for judgement in requirement.judgements { counts[judgement.standing, default: 0] += 1 }
        if requirement.notApplicable > 0 { counts[.notApplicable, default: 0] += requirement.notApplicable }
        let told = Standing.allCases.compactMap { standing in counts[standing].map { standing.badge(count: $0) } }
        return """
            <details class='req' id='\(Anchor.requirement(rule.id))'><summary><h3><span class='id'>\(rule.id)</span> \
            \(Markup.text(rule.title))</h3> \
            <span class='told'>\(told.isEmpty ? "<span class='hint'>no subject</span>" : told.joined(" "))</span></summary>
            <p class='why'>\(Markup.text(rule.why, most: 1_000))</p>
            \(groups)</details>

            """
    }
}
