import ArgumentParser
import Facts
import Report
import RuleEngine

/// `schema`: JSON Schemas for editors and other tools.
struct SchemaCommand: ParsableCommand {
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case inventory
        case evidence
        case rule
        case findings
        case report
        case waivers
        case configuration
        case tables
    }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract:
            "Print a JSON Schema, for editors to complete and check from, or the tables that rules query.",
        discussion: """
            EXAMPLES
              vmotion-preflight schema inventory > inventory.schema.json
              vmotion-preflight schema tables | less
            """)

    @Argument(
        help:
            "inventory, evidence, rule, waivers, configuration: the JSON Schema of such a file; findings: that of lint's JSON report; report: that of report's JSON; tables: the reference of the SQL tables, in Markdown."
    )
    var kind: Kind

    func run() throws {
        let text =
            switch kind {
            case .inventory: try JSONValue.object(InventorySchema.jsonSchema).indented()
            case .evidence: try JSONValue.object(EvidenceSchema.jsonSchema).indented()
            case .rule: try JSONValue.object(Rule.jsonSchema).indented()
            case .findings: try JSONValue.object(LintReport.jsonSchema).indented()
            case .report: try JSONValue.object(ComplianceReport.jsonSchema).indented()
            case .waivers: try JSONValue.object(WaiverFormat.jsonSchema).indented()
            case .configuration: try JSONValue.object(ConfigurationFormat.jsonSchema).indented()
            case .tables: TableReference.markdown
            }
        try OutputFile.write(text, to: "-")
    }
}
