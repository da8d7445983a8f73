import RuleEngine

/// What differs from an earlier report.
struct ChangesSection {
    private let content: PageContent

    init(_ content: PageContent) { self.content = content }

    var section: PageSection {
        let title = "Since the earlier report"
        guard let comparison = content.report.comparison else {
            return PageSection(id: "since", title: title, markup: Markup())
        }
        let intro = Markup.hint(
            """
            Compared with \(Markup.name(comparison.path, most: 80)) of \(Markup.time(comparison.written)): \
            \(String.of(comparison.unchanged, "verdict")) the same. \
            Not listed are \(String.of(comparison.newPasses, "new pass", "new passes")) and \
            \(String.of(comparison.gonePasses, "pass that is", "passes that are")) gone.
            """)
        let kinds = [
            Kind(word: "worse", sign: "▼", changes: comparison.worse),
            Kind(word: "new", sign: "+", changes: comparison.new),
            Kind(word: "better", sign: "▲", changes: comparison.better),
            Kind(word: "gone", sign: "−", changes: comparison.gone),
        ]
        let anchors = anchors(of: kinds.flatMap { $0.changes.prefix(content.limits.changes) })
        var table = HTMLTable(
            "What changed", isCaptionShown: false,
            columns: [.text("Change"), .text("Requirement"), .text("Subject"), .text("Before"), .text("Now")])
        for kind in kinds {
            for change in kind.changes.prefix(content.limits.changes) {
                let link: Markup? = anchors[Key(change)].map { "<a href='#\($0)'>\(change.rule.cut(to: 60))</a>" }
                table.add([
                    kind.markup, link ?? .text(change.rule, most: 60), .name(change.subject, most: 90),
                    Self.told(change.before, change.observedBefore), Self.told(change.now, change.observedNow),
                ])
            }
        }
        let leftOut = kinds.filter { $0.changes.count > content.limits.changes }.map { kind in
            "\(Amounts.count(kind.changes.count - content.limits.changes)) of what is \(kind.word) is not listed"
        }
        return PageSection(
            id: "since", title: title,
            markup: .section("since", title, intro + (table.count > 0 ? table.markup : "<p>Nothing changed.</p>\n")),
            leftOut: leftOut)
    }

    private struct Kind {
        let word: String
        let sign: String
        let changes: [Comparison.Change]

        var markup: Markup {
            "<span class='change \(word)'><span aria-hidden='true'>\(sign)</span> \(word)</span>"
        }
    }

    private struct Key: Hashable {
        let rule: String
        let subject: String

        init(_ change: Comparison.Change) { (rule, subject) = (change.rule, change.subject) }

        init(_ finding: Finding) { (rule, subject) = (finding.rule.id, finding.subject) }
    }

    private static func told(_ standing: Standing?, _ observed: String?) -> Markup {
        guard let standing else { return "<span class='hint'>–</span>" }
        let seen: Markup? = observed.map { " \(Markup.name($0, most: 60))" }
        return "\(standing.badge())\(seen)"
    }

    /// The anchors of those findings that `changes` speak of.
    private func anchors(of changes: [Comparison.Change]) -> [Key: String] {
        let wanted = Set(changes.map(Key.init))
        var anchors: [Key: String] = [:]
        for (index, requirement) in content.report.requirements.enumerated() {
            for (place, judgement) in requirement.judgements.enumerated() {
                guard let key = judgement.finding.map(Key.init), wanted.contains(key) else { continue }
                anchors[key] = anchors[key] ?? content.anchor(index, place)
            }
        }
        return anchors
    }
}
