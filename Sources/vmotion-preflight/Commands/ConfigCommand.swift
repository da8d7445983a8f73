import ArgumentParser
import RuleEngine
import SourceText

/// `config`: what a team has decided about its rules.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the configuration.", subcommands: [ConfigShowCommand.self])
}

/// `config show`: every value that is in force, with where it comes from.
struct ConfigShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show every value that is in force for inventories, and where it comes from.",
        discussion: """
            The closest \(Configuration.fileName) from the first inventory's folder upwards is the configuration; nothing is merged.

            EXAMPLES
              vmotion-preflight config show
              vmotion-preflight config show inventories/lab/inventory.yaml
            """)

    @OptionGroup var options: ConfigurationOptions

    @OptionGroup var selection: RuleSelection

    @Argument(
        help: ArgumentHelp("Inventory files or directories; without one, the current folder.", valueName: "file"),
        completion: .inventories)
    var paths: [String] = []

    func run() throws {
        let found = try options.configuration(for: paths)
        let pack = try selection.pack(configuration: found)
        let settings = try found?.settings(for: pack) ?? RuleSettings()
        print(
            "configuration: \(found?.file.path ?? "none; \(Configuration.fileName) is looked for from the inventory upwards")\n"
        )
        var rows = [["WHAT", "WHERE", "VALUE", "FROM"]]
        func row(_ name: String, _ value: Configuration.Value?, otherwise: String) -> [String] {
            [name, "", value?.text ?? otherwise, value?.location.place ?? "default"]
        }
        rows.append(row("failOn", found?.failOn, otherwise: "error"))
        rows.append(row("waivers", found?.waivers, otherwise: "none"))
        rows.append(row("baseline", found?.baseline, otherwise: "none"))
        for value in found?.packs ?? [] { rows.append(row("packs", value, otherwise: "")) }
        if found?.packs.isEmpty ?? true { rows.append(row("packs", nil, otherwise: "builtin")) }
        for rule in pack.rules {
            for value in settings.values(of: rule) {
                rows.append([value.name, value.scope, value.text, value.location?.place ?? rule.file.path])
            }
        }
        print(aligned(rows))
    }
}

extension Location {
    /// `path:line:column`.
    fileprivate var place: String { "\(file.path):\(range.start.line):\(range.start.column)" }
}
