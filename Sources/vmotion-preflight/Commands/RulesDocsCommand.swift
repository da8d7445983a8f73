import ArgumentParser
import Report
import RuleEngine

/// `rules docs`: a page about all rules.
struct RulesDocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Print a page about all rules, in Markdown: a table, then each with its examples.",
        discussion: """
            EXAMPLES
              vmotion-preflight rules docs > Rules/README.md
              vmotion-preflight rules docs --rules rules > rules/README.md
            """)

    @OptionGroup var selection: RuleSelection

    func run() throws {
        let pack = try selection.pack()
        let entries = try pack.rules.map {
            RulesPage.Entry($0, examples: try $0.examples(in: pack, load: InventoryInput.load))
        }
        try OutputFile.write(RulesPage(entries, command: "vmotion-preflight rules docs").markdown, to: "-")
    }
}
