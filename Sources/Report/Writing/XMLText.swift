import SourceText

extension String {
    /// The text as XML's character data or, with line breaks kept, as an attribute's value.
    func xml(isAttribute: Bool = false) -> String {
        replacing { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": isAttribute ? "&quot;" : nil
            case "\n", "\t": isAttribute ? "&#\(scalar.value);" : nil
            case "\r": "&#13;"
            // XML 1.0 has no way to write these.
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": scalar.numbered
            default: nil
            }
        }
    }
}
