/// What a port-group label is compared by when looking for near misses.
///
/// Two labels that people take for the same fold to one text: letter case, blanks of any kind, dashes of any kind,
/// full-width forms, invisible characters and vCenter's `%2f` escapes make no difference.
public func foldedLabel(_ label: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in label.unicodeScalars {
        switch scalar.value {
        case 0xFF01...0xFF5E:
            // Full-width ASCII, U+FF01 to U+FF5E, lies 0xFEE0 above ASCII.
            folded.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
        case 0x2010...0x2015, 0x2043, 0x2212, 0xFE58, 0xFE63, 0x00AD, 0x1806: folded.append("-")
        case 0x2018...0x201B: folded.append("'")
        case 0x201C...0x201F: folded.append("\"")
        case 0x200B...0x200F, 0x2060...0x2064, 0xFEFF, 0xFE00...0xFE0F, 0x180E: break
        case 0x3164, 0x2800: break  // Hangul filler and the Braille blank: letters by category, blank to the eye
        default:
            if !scalar.properties.isWhitespace { folded.append(scalar) }
        }
    }
    // Upper case first: ß and SS meet only there.
    return String(folded).uppercased().lowercased()
        .replacing("%2f", with: "/").replacing("%5c", with: "\\").replacing("%25", with: "%")
}

extension String {
    fileprivate func replacing(_ part: String, with other: String) -> String {
        guard contains(part.first ?? " ") else { return self }
        var result = ""
        var rest = self[...]
        while let start = rest.firstIndex(of: part.first ?? " ") {
            result += rest[..<start]
            rest = rest[start...]
            if rest.hasPrefix(part) {
                result += other
                rest = rest.dropFirst(part.count)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result + rest
    }
}
