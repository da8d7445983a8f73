import FoundationEssentials

/// What the argument parser knows of a command, as it dumps it.
struct CommandDescription: Decodable {
    /// An argument, an option or a flag.
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            /// The name as it is typed.
            var spelling: String { (kind == "long" ? "--" : "-") + name }
        }

        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let defaultValue: String?
        let allValues: [String]?
        let isOptional: Bool
        let isRepeating: Bool
        let kind: String
        let shouldDisplay: Bool

        /// Whether every command has it.
        var isCommon: Bool { ["help", "version"].contains(valueName) && kind == "flag" }
    }

    let commandName: String
    let abstract: String?
    let discussion: String?
    let superCommands: [String]?
    let arguments: [Argument]?
    let subcommands: [CommandDescription]?

    /// The words that call it.
    var call: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

    /// The commands below that do something, in their order.
    var leaves: [CommandDescription] {
        (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { $0.subcommands == nil ? [$0] : $0.leaves }
    }

    /// The command that `dump` describes.
    static func read(_ dump: String) throws -> CommandDescription {
        struct Dump: Decodable { let command: CommandDescription }
        return try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
    }
}
