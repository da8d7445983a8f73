import ArgumentParser
import Report
import RuleEngine

/// `rules explain`: what a rule asks, why, and what to do.
struct RulesExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a rule: what it asks, why, what to do, where it comes from, and an example.",
        discussion: """
            EXAMPLE
              vmotion-preflight rules explain VMN501
            """)

    @OptionGroup var selection: RuleSelection

    @Argument(help: "The rule's id or name.", completion: .ruleIDs)
    var id: String

    func run() throws {
        let pack = try selection.pack()
        guard let rule = pack.rules.first(where: { $0.id.lowercased() == id.lowercased() || $0.name == id }) else {
            throw CommandFailure(unknownRule(id, in: pack))
        }
        print("\(rule.id) \(rule.name) (\(rule.severity.rawValue), \(rule.category), \(rule.status.rawValue))")
        section(nil, rule.title + ".")
        section("Applies to", rule.appliesTo.map { "releases \($0)" } ?? "all releases")
        section("Why", rule.why)
        section("Fix", rule.fix.text)
        section("PowerCLI", rule.fix.powercli, isCode: true)
        section("esxcli", rule.fix.esxcli, isCode: true)
        section(
            "Parameters",
            rule.parameters.map { "\($0.name) (\($0.standard)): \($0.documentation)" }.joined(separator: "\n"))
        section("Silent where one of these has said why", rule.supersededBy.joined(separator: ", "))
        for framework in rule.frameworks { section(framework.name, framework.requirements.joined(separator: ", ")) }
        section("Sources", rule.references.map { "- " + $0 }.joined(separator: "\n"), isCode: true)
        let (bad, good) = try rule.examples(in: pack, load: InventoryInput.load)
        if let bad {
            section("An inventory in which it fails (\(bad.name))", bad.text, isCode: true)
            section("The evidence beside it", bad.evidenceText, isCode: true)
            section("What it says there", bad.findings.map(\.evidence).joined(separator: "\n"), isCode: true)
        }
        if let good {
            section("An inventory in which it passes (\(good.name))", good.text, isCode: true)
            section("The evidence beside it", good.evidenceText, isCode: true)
        }
    }

    private func section(_ title: String?, _ text: String?, isCode: Bool = false) {
        guard let text, !text.isEmpty else { return }
        print(title.map { "\n\($0):" } ?? "")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines.last?.isEmpty == true ? lines.dropLast() : lines[...] {
            for row in isCode ? [line] : wrapped(line, to: 96)[...] { print(row.isEmpty ? "" : "  " + row) }
        }
    }

    private func wrapped(_ text: Substring, to width: Int) -> [Substring] {
        var rows: [Substring] = []
        var rest = text
        while rest.count > width, let end = rest.prefix(width).lastIndex(of: " ") {
            rows.append(rest[..<end])
            rest = rest[rest.index(after: end)...]
        }
        return rows + [rest]
    }
}
