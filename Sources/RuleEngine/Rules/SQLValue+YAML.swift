public import Facts
public import YAMLEvents

extension SQLValue {
    /// What a scalar of a rule file or a configuration means to SQL: a number, a text, or NULL.
    public init(_ node: YAMLNode) {
        if node.isNull {
            self = .null
        } else if let text = node.text {
            if node.isPlain, let number = Int64(text) {
                self = .integer(number)
            } else if node.isPlain, let number = Double(text), number.isFinite {
                self = .real(number)
            } else {
                self = .text(text)
            }
        } else {
            self = .null
        }
    }
}

/// Whether `text` can name a table of limits, a column of one or a parameter.
func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
}
