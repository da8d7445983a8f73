import ArgumentParser

/// `rules`: what the rules are, and work on them.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List, explain, document, test and start rules.",
        subcommands: [
            RulesListCommand.self, RulesExplainCommand.self, RulesDocsCommand.self, RulesTestCommand.self,
            RulesNewCommand.self,
        ])
}
