import ArgumentParser
import Facts
import Inventory
import RuleEngine
import SourceText

/// `lint`: checks inventories against the rules.
struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "lint", abstract: "Check inventories against the rules.")

    @OptionGroup var selection: RuleSelection

    @Argument(help: "Inventory files or directories")
    var paths: [String]

    func run() throws {
        let pack = try selection.pack()
        let store = try InventoryInput.load(paths, limits: pack.limits)
        let evaluation = try Evaluation(pack, on: store, cores: 2)
        for finding in evaluation.findings {
            let place = finding.location.map { "\($0.file.path):\($0.range.start.line):\($0.range.start.column)" } ?? "-"
            print("\(finding.severity.rawValue) \(finding.verdict.rawValue) \(finding.rule.id) \(place) \(finding.message)")
        }
        print(evaluation.summary)
    }
}
