import SourceText

/// Text of any origin as Markdown that shows it and nothing else, in a table's cell or out of it.
enum MarkdownText {
    /// A longer text is cut, lest one name fill the report.
    private static let limit = 2_000

    /// The text, in which nothing is markup, a mention, a link or a picture; its line breaks stay.
    static func of(_ text: String) -> String {
        cut(text).split(separator: "\n").map { line in
            line.split(whereSeparator: \.isWhitespace).map { word($0) }.joined(separator: " ")
        }.joined(separator: "<br>")
    }

    /// The text as code in a block of its own.
    static func block(_ text: String, language: String) -> String {
        let fence = String(repeating: "`", count: max(3, longestRun(in: text[...]) + 1))
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return "\(fence)\(language)\n\(lines.joined(separator: "\n"))\n\(fence)\n"
    }

    private static func cut(_ text: String) -> String {
        text.unicodeScalars.count > limit ? String(text.unicodeScalars.prefix(limit - 1)) + "…" : text
    }

    /// What the platforms would turn into something else after the Markdown is read is shown as code, which they leave alone:
    /// an escape would not help, and a hidden character would be copied along with an address.
    private static func word(_ word: Substring) -> String {
        isActive(word) ? code(word) : escaped(String(word).printable)
    }

    /// Mentions (`@team`), references (`#1`, `!1`, `%1`, `~bug`, `&1`, `$1`, `GH-1`), links and pictures, which MAC and IPv6
    /// addresses may hold (`:ab:`).
    private static func isActive(_ word: Substring) -> Bool {
        var previous: Unicode.Scalar = " "
        for scalar in word.unicodeScalars {
            switch previous {
            case "@", "#", "!", "%", "~", "&", "$":
                if scalar.isWordLike { return true }
            case ":":
                if scalar.isWordLike || scalar == "/" || scalar == "+" || scalar == "-" || scalar == ":" { return true }
            default: break
            }
            previous = scalar
        }
        let start = word.prefix(4).lowercased()
        return start.hasPrefix("gh-") || word.lowercased().contains("www.")
    }

    /// The text as code within a line.
    static func code(_ text: some StringProtocol) -> String {
        // Tables are parted at bars even within code, and the escape shows out of a table.
        let text = String(text).printable.replacing { $0 == "|" ? "\u{00A6}" : nil }
        let run = longestRun(in: text[...])
        guard run > 0 else { return "`\(text)`" }
        let fence = String(repeating: "`", count: run + 1)
        return "\(fence) \(text) \(fence)"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing { scalar in
            switch scalar {
            case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "|", "~", "$", "&", "#", "!", "^": "\\\(scalar)"
            default: nil
            }
        }
    }

    private static func longestRun(in text: Substring) -> Int {
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}

extension Unicode.Scalar {
    fileprivate var isWordLike: Bool {
        properties.isAlphabetic || ("0"..."9").contains(self) || self == "_" || self == "\""
    }
}
