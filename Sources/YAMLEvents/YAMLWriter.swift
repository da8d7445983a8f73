extension YAMLNode {
    /// The node as YAML in blocks, lists of scalars in brackets; what aliases and merge keys brought in is written out.
    ///
    /// It reads back to the same tree: plain scalars stay plain and quoted ones quoted, because the quotes tell text from
    /// numbers. Only a null may change its spelling, and a plain text its quotes where it would not be read as written.
    public var yaml: String { YAMLWriter.lines(of: self).joined(separator: "\n") + "\n" }
}

/// Writes nodes as lines that are not yet indented.
private enum YAMLWriter {
    static func lines(of node: YAMLNode) -> [String] {
        switch node.content {
        case .scalar: [scalar(node, isInBrackets: false)]
        case .sequence(let items): list(items)
        case .mapping(let pairs): pairs.isEmpty ? ["{}"] : pairs.flatMap(pair)
        }
    }

    private static func list(_ items: [YAMLNode]) -> [String] {
        if items.allSatisfy({ $0.text != nil }) {
            return ["[" + items.map { scalar($0, isInBrackets: true) }.joined(separator: ", ") + "]"]
        }
        return items.flatMap { item in
            let lines = lines(of: item)
            return ["- " + lines[0]] + lines.dropFirst().map { "  " + $0 }
        }
    }

    private static func pair(_ key: YAMLNode, _ value: YAMLNode) -> [String] {
        let name = scalar(key, isInBrackets: false) + ":"
        let lines = lines(of: value)
        return isOnOneLine(value) ? ["\(name) \(lines[0])"] : [name] + lines.map { "  " + $0 }
    }

    private static func isOnOneLine(_ node: YAMLNode) -> Bool {
        switch node.content {
        case .scalar: true
        case .sequence(let items): items.allSatisfy { $0.text != nil }
        case .mapping(let pairs): pairs.isEmpty
        }
    }

    private static func scalar(_ node: YAMLNode, isInBrackets: Bool) -> String {
        let text = node.text ?? ""
        if node.isNull { return "null" }
        return node.isPlain && isPlain(text, isInBrackets: isInBrackets) ? text : quoted(text)
    }

    /// Whether `text` reads back as it is without quotes; it may say no to some that do.
    private static func isPlain(_ text: String, isInBrackets: Bool) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        let isIndicator = "-?:,[]{}#&*!|>'\"%@`".unicodeScalars.contains(first)
        let isSigned = first == "-" && text.unicodeScalars.dropFirst().first?.properties.numericType != nil
        return (!isIndicator || isSigned) && first != " " && last != " " && last != ":"
            && !text.contains(": ") && !text.contains(" #")
            && !(isInBrackets && text.unicodeScalars.contains { ",[]{}".unicodeScalars.contains($0) })
            && text.unicodeScalars.allSatisfy { escape($0) == nil || $0 == "\"" || $0 == "\\" }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if let escape = escape(scalar) { result += escape } else { result.unicodeScalars.append(scalar) }
        }
        return result + "\""
    }

    /// How a scalar is written between double quotes that cannot stand there as it is, or that no one would see.
    private static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\"", "\\": return "\\\(scalar)"
        case "\n": return "\\n"
        case "\t": return "\\t"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        default: return nil
        }
    }
}
