import SourceText

/// Lines of RFC 4180.
enum CSVText {
    /// `cells` as one line with its break.
    static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    /// Whether the text begins with a letter and holds nothing that parts cells, as most do: known at a glance.
    private static func isHarmless(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        let letter = first | 0x20
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
            && text.utf8.allSatisfy { byte in
                (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ";")
                    && byte != UInt8(ascii: "\"")
            }
    }

    private static func cell(_ text: String) -> String {
        guard !isHarmless(text) else { return text }
        let safe = Double(text) == nil ? withoutFormulas(text) : text
        let isPlain = safe.utf8.first != UInt8(ascii: " ") && !safe.utf8.contains { ",;\"\r\n".utf8.contains($0) }
        return isPlain ? safe : "\"" + safe.replacing { $0 == "\"" ? "\"\"" : nil } + "\""
    }

    /// The text with an apostrophe before all that a spreadsheet takes for a formula, for names in inventories are anybody's.
    ///
    /// Where the comma is the decimal mark, Excel parts cells at semicolons, even between quotation marks that it does not
    /// find at the start of a cell. So what follows a semicolon is looked at as well.
    private static func withoutFormulas(_ text: String) -> String {
        var isStart = true
        return text.replacing { scalar in
            switch scalar {
            case ";": isStart = true
            case " ", "\"": break
            case "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}":
                defer { isStart = false }
                return isStart ? "'\(scalar)" : nil
            default: isStart = false
            }
            return nil
        }
    }
}
