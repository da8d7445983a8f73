import ArgumentParser
import Facts

/// `schema`: JSON Schemas for editors and other tools.
struct SchemaCommand: ParsableCommand {
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case inventory
    }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of a file format, for editors to complete and check from.",
        discussion: """
            EXAMPLE
              vmotion-preflight schema inventory > inventory.schema.json
            """)

    @Argument(help: "Which format.")
    var kind: Kind

    func run() throws {
        print(try InventorySchema.jsonSchema())
    }
}
