extension String {
    /// The text, from elsewhere, with everything made visible that would steer a terminal, turn the reading direction or not
    /// be seen; in one line, so that no part of it passes for a message of its own.
    public var visible: String { isPlain ? self : replacing(\.escape) }

    /// Whether the text is of ASCII's letters, digits and signs alone, as nearly all are: what is looked at byte by byte is known
    /// without a look at each scalar.
    public var isPlain: Bool { utf8.allSatisfy { (0x20..<0x7F).contains($0) } }

    /// The text with those scalars replaced that `replacement` has something for.
    public func replacing(_ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        result.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            if let text = replacement(scalar) { result += text } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// The number to show in place of a control or format character, nothing for others.
    public var escape: String? {
        // What nearly all of a text is, known without a look at Unicode's tables.
        guard !(0x20..<0x7F).contains(value) else { return nil }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return numbered
        default: return nil
        }
    }

    /// The scalar as Swift writes it by number.
    public var numbered: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
}
