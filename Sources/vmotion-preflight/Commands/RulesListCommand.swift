import ArgumentParser
import Facts
import RuleEngine
import SourceText

/// `rules list`: a line for each rule.
struct RulesListCommand: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the rules, a line each, or with all that they say as JSON.")

    @OptionGroup var selection: RuleSelection

    @Option(help: "How they are listed.")
    var format = Format.text

    func run() throws {
        let rules = try selection.pack().rules
        switch format {
        case .text: table(of: rules)
        case .json: try OutputFile.write(JSONValue.list(rules.map(description)).indented(), to: "-")
        }
    }

    private func table(of rules: [Rule]) {
        let rows =
            [["ID", "SEVERITY", "CATEGORY", "TITLE"]]
            + rules.map { [$0.id, $0.severity.rawValue, $0.category, $0.title] }
        print(aligned(rows))
    }

    private func description(_ rule: Rule) -> JSONValue {
        func orNull(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }
        let parameters = rule.parameters.map { parameter in
            (
                parameter.name,
                JSONValue.object([
                    "default": .text(parameter.standard.description), "what": .text(parameter.documentation),
                ])
            )
        }
        let frameworks = rule.frameworks.map { ($0.name, JSONValue.texts($0.requirements)) }
        return [
            "id": .text(rule.id), "name": .text(rule.name), "title": .text(rule.title),
            "severity": .text(rule.severity.rawValue), "category": .text(rule.category),
            "status": .text(rule.status.rawValue), "appliesTo": orNull(rule.appliesTo?.description),
            "ignorable": .boolean(rule.isIgnorable),
            "parameters": .object(Dictionary(parameters) { first, _ in first }),
            "message": .text(rule.message.source), "why": .text(rule.why),
            "fix": [
                "text": .text(rule.fix.text), "powercli": orNull(rule.fix.powercli),
                "esxcli": orNull(rule.fix.esxcli),
            ],
            "references": .texts(rule.references), "supersededBy": .texts(rule.supersededBy),
            "frameworks": .object(Dictionary(frameworks) { first, _ in first }),
        ]
    }
}

/// What to say when there is no rule `id`.
func unknownRule(_ id: String, in pack: RulePack) -> String {
    let hint =
        nearest(to: id, among: pack.rules.flatMap { [$0.id, $0.name] }).map { "did you mean \($0)?" }
        ?? "see vmotion-preflight rules list"
    return "there is no rule \(id); \(hint)"
}
