import SourceText

extension String {
    /// The text in one line as formats for auditors take it: not empty, no blank at its ends, nothing that cannot be seen, and cut
    /// where it is very long, lest one name fill the report.
    var auditLine: String {
        let most = 2_000
        if isPlain, utf8.count <= most, let first = utf8.first, let last = utf8.last, first != 0x20, last != 0x20,
            !zip(utf8, utf8.dropFirst()).contains(where: { $0 == 0x20 && $1 == 0x20 })
        {
            return self
        }
        var line = ""
        var count = 0
        var isBlank = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace {
                isBlank = !line.isEmpty
                continue
            }
            guard count < most else { return line + "…" }
            if isBlank { line += " " }
            isBlank = false
            if let escape = scalar.escape { line += escape } else { line.unicodeScalars.append(scalar) }
            count += 1
        }
        return line.isEmpty ? "-" : line
    }

    /// The text with its lines, made visible as in ``auditLine`` and cut where it is very long.
    var auditLines: String {
        let lines = split(separator: "\n", maxSplits: 200).map { $0.isEmpty ? "" : String($0).auditLine }
        return lines.isEmpty ? "-" : lines.joined(separator: "\n")
    }
}
