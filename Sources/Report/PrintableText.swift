extension String {
    /// The text with everything made visible that would steer a terminal, turn the reading direction or not be seen.
    var printable: String {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        return unicodeScalars.map(\.printable).joined()
    }
}

extension Unicode.Scalar {
    /// The scalar itself, or its number when it is a control or format character.
    var printable: String {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
            "\\u{" + String(value, radix: 16, uppercase: true) + "}"
        default: String(self)
        }
    }

    /// How many columns of a terminal ``printable`` takes.
    var columns: Int {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: printable.utf8.count
        case .nonspacingMark, .enclosingMark: 0
        default: Self.wide.contains { $0.contains(value) } ? 2 : 1
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
