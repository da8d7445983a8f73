import ArgumentParser
import RuleEngine
import SourceText

/// `rules list`: a line for each rule.
struct RulesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the rules, a line each.")

    @OptionGroup var selection: RuleSelection

    func run() throws {
        let rules = try selection.pack().rules
        let rows =
            [["ID", "SEVERITY", "CATEGORY", "TITLE"]]
            + rules.map { [$0.id, $0.severity.rawValue, $0.category, $0.title] }
        print(aligned(rows))
    }
}

/// What to say when there is no rule `id`.
func unknownRule(_ id: String, in pack: RulePack) -> String {
    let hint =
        nearest(to: id, among: pack.rules.flatMap { [$0.id, $0.name] }).map { "did you mean \($0)?" }
        ?? "see vmotion-preflight rules list"
    return "there is no rule \(id); \(hint)"
}
