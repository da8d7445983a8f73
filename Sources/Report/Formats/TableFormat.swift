public import Facts
import FoundationEssentials

/// A form that the answer to a query can take.
public enum TableFormat: String, CaseIterable, Sendable {
    /// Columns under each other.
    case table
    /// RFC 4180.
    case csv
    /// A JSON object a line.
    case jsonl

    /// Writes `rows` with their `columns`' names.
    public func render(_ columns: [String], _ rows: [[SQLValue]]) throws -> String {
        switch self {
        case .table: Self.table(columns, rows)
        case .csv: Self.csv(columns, rows)
        case .jsonl: try Self.jsonLines(columns, rows)
        }
    }

    private static func table(_ columns: [String], _ rows: [[SQLValue]]) -> String {
        let cells = [columns] + rows.map { $0.map { $0 == .null ? "NULL" : $0.description.printable } }
        let widths = columns.indices.map { column in cells.map { $0[column].columns }.max() ?? 0 }
        return cells.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.columns)
            }.joined(separator: "  ") + "\n"
        }.joined()
    }

    private static func csv(_ columns: [String], _ rows: [[SQLValue]]) -> String {
        ([columns] + rows.map { $0.map { $0 == .null ? "" : $0.description } }).map(CSVText.line).joined()
    }

    private static func jsonLines(_ columns: [String], _ rows: [[SQLValue]]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        let names = try columns.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        return try rows.map { row in
            let pairs = try zip(names, row).map { name, value in
                let text =
                    switch value {
                    case .null: "null"
                    case .integer(let number): String(number)
                    case .real(let number): number.isFinite ? String(number) : "null"
                    case .text(let text): String(decoding: try encoder.encode(text), as: UTF8.self)
                    }
                return "\(name): \(text)"
            }
            return "{" + pairs.joined(separator: ", ") + "}\n"
        }.joined()
    }
}

extension String {
    fileprivate var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}
