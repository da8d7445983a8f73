public import ArgumentParser
import Facts
import Inventory
public import Report
import RuleEngine
import SourceText

/// `query`: a question to the facts.
struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Ask the facts of inventories, and of evidence, in SQL.",
        discussion: """
            The tables are those that rules query; vmotion-preflight schema tables lists them. A query reads, and does nothing else.

            EXAMPLES
              vmotion-preflight query "SELECT name, version FROM hosts" inventory.yaml
              vmotion-preflight query "SELECT host, ip FROM vmotionAdapters" . --format csv

            EXIT CODES
              0  the query was answered
              2  usage, unreadable input or an error in the query
            """)

    /// Bytes that the rows of an answer may hold.
    private static let answerLimit = 512 << 20

    @Argument(help: "One SELECT.")
    var sql: String

    @Argument(
        help: ArgumentHelp("Inventory files or directories; - is the standard input.", valueName: "file"),
        completion: .inventories)
    var paths: [String]

    @OptionGroup var evidence: EvidenceOptions

    @Option(help: "How the rows are printed: table (NULL is what was not captured), csv or jsonl.")
    var format = TableFormat.table

    /// The inventories; what a configuration decides about them lies in their folder and is none.
    private func inventories() throws -> [String] {
        try EstateInputs(
            paths, evidence: evidence, selection: .parse([]), decisions: .parse([]), configuration: .parse([])
        ).inventories
    }

    func run() throws {
        let store = try InventoryInput.load(inventories(), evidence: evidence, limits: try RulePack.builtin().limits)
        let reader = try store.reader()
        reader.allow(.forRows(store.rowCount))
        do {
            let statement = try reader.prepare(sql)
            var rows: [[SQLValue]] = []
            let columns = statement.columnNames
            var bytes = 0
            while try statement.step() {
                let row = columns.indices.map { statement.value($0) }
                bytes += row.reduce(64) { $0 + $1.description.utf8.count }
                guard bytes <= Self.answerLimit else {
                    throw CommandFailure("the answer is larger than \(Self.answerLimit >> 20) MiB; ask for less")
                }
                rows.append(row)
            }
            try OutputFile.write(try format.render(columns, rows), to: "-")
        } catch let error as SQLError {
            let position = error.byteOffset.map {
                SourceFile(path: "query", bytes: Array(sql.utf8)).position(atByte: $0)
            }
            throw Diagnostic(.error, path: "query", position: position, message: error.message)
        }
    }
}

extension TableFormat: ExpressibleByArgument {}
