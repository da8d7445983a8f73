/// The reference of the tables that rules query, as Markdown.
public enum TableReference {
    /// Inventory tables first, then those of evidence, those that follow from them, and the functions.
    public static var markdown: String {
        var text = """
            # The tables that rules query

            A column is NULL when its fact was not captured; an empty text (0 for numbers) says that there is none. A column that
            stands for a list holds the number of its items. Every table has an `id`.

            ## From the inventory

            """
        for table in InventorySchema.tables {
            text += section(table.name, table.documentation)
            text += rows(table.columns.map { [$0.name, $0.type, $0.documentation] })
        }
        text += "\n## From evidence\n\nEmpty where no evidence is given.\n"
        for table in EvidenceSchema.tables {
            text += section(table.name, table.documentation)
            text += rows(table.columns.map { [$0.name, $0.type, $0.documentation] })
        }
        text += "\n## Worked out from them\n"
        for table in DerivedFacts.tables {
            text += section(table.name, table.documentation)
            text += rows(table.columns.map { [$0.name, "", $0.documentation] })
        }
        return text + """

            ## Functions

            | function | result |
            |---|---|
            | `network(ip, prefixLength)` | the network as text, such as 10.20.0.0/24 |
            | `contains(network, address)` | 1 when the address is in the network, else 0 |
            | `overlaps(networks, network)` | 1 when one of the networks, joined by commas, shares addresses with the last, else 0 |
            | `release('6.7')` | the number that versionNumber columns hold for a release |
            | `fold(label)` | what spellings of a label that people take for the same have in common |

            """
    }

    private static func section(_ name: String, _ documentation: String) -> String {
        "\n### \(name)\n\n\(documentation)\n\n| column | type | what |\n|---|---|---|\n"
    }

    private static func rows(_ rows: [[String]]) -> String {
        rows.map { "| `\($0[0])` | \($0[1]) | \($0[2]) |\n" }.joined()
    }
}
