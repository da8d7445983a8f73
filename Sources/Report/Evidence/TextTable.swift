/// Rows whose columns stand under each other, words to the left and numbers to the right.
struct TextTable {
    let lines: [String]

    /// Lays `rows` out; `numbers` are the columns that are numbers.
    init(_ rows: [[String]], numbers: ClosedRange<Int>? = nil) {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0 }
        lines = rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.width)
                return numbers?.contains(column) == true ? padding + cell : cell + padding
            }
            return cells.joined(separator: "  ").trimmingTrailingBlanks
        }
    }
}

extension String {
    /// How many columns of a terminal it takes.
    fileprivate var width: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

    fileprivate var trimmingTrailingBlanks: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
