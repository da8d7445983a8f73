import RuleEngine

/// What is unknown, by what would settle it.
struct UnknownSection {
    private let content: PageContent
    private let supplies: [Supply]

    init(_ content: PageContent) {
        self.content = content
        var supplies: [Supply] = []
        var places: [Finding.MissingFact: Int] = [:]
        for requirement in content.report.requirements {
            for finding in requirement.judgements.lazy.compactMap(\.finding) where finding.verdict == .unknown {
                for fact in finding.missing {
                    if places[fact] == nil {
                        places[fact] = supplies.count
                        supplies.append(Supply(fact: fact))
                    }
                    if let place = places[fact] { supplies[place].add(finding) }
                }
            }
        }
        self.supplies = supplies.enumerated().sorted { left, right in
            (-left.element.count, left.offset) < (-right.element.count, right.offset)
        }.map(\.element)
    }

    var section: PageSection {
        guard content.counts[.unknown, default: 0] > 0 else {
            return PageSection(id: "unknown", title: "", markup: Markup())
        }
        let hint = Markup.hint("Nothing here counts as passed. Supply what is missing and write the report again.")
        let further = supplies.count - content.limits.supplies
        let list: Markup = "<ol class='settle'>\n\(supplies.prefix(content.limits.supplies).map(\.item))</ol>\n"
        return PageSection(
            id: "unknown", title: "What is unknown",
            markup: .section("unknown", "What is unknown, and what settles it", hint + (supplies.isEmpty ? "" : list)),
            leftOut: further > 0 ? ["\(Amounts.count(further)) further facts that are missing are not listed"] : [])
    }
}

/// A missing fact, with whom it is missing of.
private struct Supply {
    let fact: Finding.MissingFact
    /// The first few subjects, and all of them.
    private(set) var first: [String] = []
    private var subjects: Set<String> = []
    /// The requirements that it decides.
    private(set) var rules: [String] = []

    var count: Int { subjects.count }

    init(fact: Finding.MissingFact) { self.fact = fact }

    mutating func add(_ finding: Finding) {
        if rules.last != finding.rule.id { rules.append(finding.rule.id) }
        if subjects.insert(finding.subject).inserted, first.count < 3 { first.append(finding.subject) }
    }

    var item: Markup {
        let names = first.map { Markup.name($0, most: 70) }.joined(", ")
        let more: Markup? = count > first.count ? " and \(count: count - first.count) more" : nil
        let links = rules.map { rule -> Markup in "<a href='#\(Anchor.requirement(rule))'>\(rule)</a>" }
        return """
            <li>\(Markup.command(fact.supply))<p class='hint'>supplies <code>\(fact.name.cut(to: 160))</code> \
            of \(names)\(more); decides \(links.joined(", "))</p></li>

            """
    }
}
