import ArgumentParser
import Inventory
import RuleEngine
import SourceText

/// Which rules a command works with.
struct RuleSelection: ParsableArguments {
    @Option(
        name: .customLong("rules"),
        help: ArgumentHelp(
            "A directory of rules, or builtin for those of the tool. May be repeated; replaces the built-in rules.",
            valueName: "directory"),
        completion: .directory)
    var directories: [String] = []

    private func names(_ configuration: Configuration?) -> [String] {
        guard directories.isEmpty else { return directories }
        return configuration?.packs.map { $0.text == "builtin" ? $0.text : $0.path } ?? []
    }

    /// What the pack is called: the directories, joined.
    func name(_ configuration: Configuration?) -> String {
        let names = names(configuration)
        return names.isEmpty ? "builtin" : names.joined(separator: ", ")
    }

    /// The directories that the rules are read from.
    func folders(_ configuration: Configuration?) -> [String] { names(configuration).filter { $0 != "builtin" } }

    /// The files of rules and limits that lie in them.
    func files(_ configuration: Configuration?) throws -> [String] {
        try InventoryPaths.files(folders(configuration))
    }

    /// The rules; a configuration's where the command line names none.
    func pack(configuration: Configuration? = nil) throws -> RulePack {
        let directories = names(configuration)
        guard !directories.isEmpty else { return try .builtin() }
        let files = try directories.flatMap { directory in
            directory == "builtin"
                ? RulePack.builtinFiles : try InventoryPaths.files([directory]).map { try SourceFile.read($0) }
        }
        return try RulePack(files)
    }
}

extension CompletionKind {
    /// The ids of the rules that the words before it select.
    static let ruleIDs = CompletionKind.custom { words, _, _ in
        var selection = RuleSelection()
        selection.directories = zip(words, words.dropFirst()).filter { $0.0 == "--rules" }.map(\.1)
        return (try? selection.pack())?.rules.map(\.id) ?? []
    }
}
