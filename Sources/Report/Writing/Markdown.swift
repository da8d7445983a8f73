import SourceText

/// Text in Markdown as it is, whatever it holds.
enum Markdown {
    /// Prose, in which nothing is markup; its lines stay lines.
    static func prose(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line).printable.replacing { "\\`*_<[]|".unicodeScalars.contains($0) ? "\\\($0)" : nil }
        }.joined(separator: "\n")
    }

    /// An item of a list.
    static func item(_ text: String) -> String { "- \(prose(text))\n" }

    /// Text for an HTML element.
    static func html(_ text: String) -> String {
        text.printable.replacing { ["&": "&amp;", "<": "&lt;", ">": "&gt;"][$0] }
    }

    /// A block of code in `language`, between more backticks than stand in it anywhere.
    static func fenced(_ code: String, as language: String) -> String {
        let longest = code.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(code)\(code.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }
}
