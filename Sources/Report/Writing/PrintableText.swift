import SourceText

extension String {
    /// The text with everything made visible that would steer a terminal, turn the reading direction or not be seen.
    public var printable: String { visible.withoutOrders }

    /// The text without what Azure's agents take for an order anywhere in a line; as wide as before.
    var withoutOrders: String {
        utf8.contains(UInt8(ascii: "#")) ? replacing("##vso[", with: "##vso(") : self
    }

    /// The text as ``printable``, with line breaks and tabs turned into spaces.
    var inOneLine: String {
        guard !isPlain else { return self }
        return replacing { scalar in
            switch scalar {
            case "\n", "\r", "\t": " "
            default: scalar.escape
            }
        }
    }
}

extension Unicode.Scalar {
    /// How many columns of a terminal the scalar or its ``escape`` takes.
    var columns: Int {
        guard !(0x20..<0x7F).contains(value) else { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return escape?.utf8.count ?? (Self.wide.contains { $0.contains(value) } ? 2 : 1)
        }
    }

    /// Wide and full-width scalars, by blocks of Unicode's EastAsianWidth.txt.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F,  // Hangul Jamo
        0x2E80...0x303E,  // CJK radicals and punctuation
        0x3041...0xA4CF,  // Kana to Yi
        0xA960...0xA97F,  // Hangul Jamo Extended-A
        0xAC00...0xD7A3,  // Hangul syllables
        0xF900...0xFAFF,  // CJK compatibility ideographs
        0xFE30...0xFE6F,  // CJK compatibility forms
        0xFF01...0xFF60,  // Full-width forms
        0xFFE0...0xFFE6,  // Full-width signs
        0x1F300...0x1F64F,  // Pictographs and emoticons
        0x1F680...0x1F6FF,  // Transport symbols
        0x1F900...0x1F9FF,  // Supplemental pictographs
        0x20000...0x3FFFD,  // CJK extensions
    ]
}
