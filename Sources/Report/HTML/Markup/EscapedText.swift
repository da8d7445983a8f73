import SourceText

extension String {
    /// Appends the text as HTML's text or a quoted attribute's value: characters that would turn the reading direction or not
    /// be seen are written by their numbers.
    func appendEscaped(to html: inout String) {
        if utf8.allSatisfy(\.isPlain) {
            html += self
            return
        }
        for scalar in unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default:
                if let escape = scalar.escape { html += escape } else { html.unicodeScalars.append(scalar) }
            }
        }
    }

    /// The text without its middle, where it is much longer than `most` characters.
    func cut(to most: Int) -> String {
        guard utf8.count > most else { return self }
        let length = unicodeScalars.count
        // What is said in place of the middle takes room as well.
        guard length > most + 20 else { return self }
        let (start, end) = (unicodeScalars.prefix(most * 2 / 3), unicodeScalars.suffix(most / 3))
        return "\(String(start))… [\(Amounts.count(length - most)) characters] …\(String(end))"
    }

    /// "host" or "hosts" with their number.
    static func of(_ number: Int, _ noun: String, _ nouns: String? = nil) -> String {
        "\(Amounts.count(number)) \(number == 1 ? noun : nouns ?? noun + "s")"
    }
}

extension UInt8 {
    /// Whether the byte is a character that HTML and readers take for itself.
    fileprivate var isPlain: Bool {
        switch self {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        default: (0x20..<0x7F).contains(self)
        }
    }
}
