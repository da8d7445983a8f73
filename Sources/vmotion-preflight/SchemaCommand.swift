import ArgumentParser
import Facts

/// `schema`: JSON Schemas for editors and other tools.
struct SchemaCommand: ParsableCommand {
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case inventory
        case tables
    }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract:
            "Print the inventory's JSON Schema, for editors to complete and check from, or the tables that rules query.",
        discussion: """
            EXAMPLES
              vmotion-preflight schema inventory > inventory.schema.json
              vmotion-preflight schema tables | less
            """)

    @Argument(help: "inventory: the JSON Schema; tables: the reference of the SQL tables, in Markdown.")
    var kind: Kind

    func run() throws {
        switch kind {
        case .inventory: print(try InventorySchema.jsonSchema())
        case .tables: print(TableReference.markdown, terminator: "")
        }
    }
}
