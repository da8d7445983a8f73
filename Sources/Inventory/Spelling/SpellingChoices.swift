import SourceText
import YAMLEvents

/// A scalar as the pass over the spelling meets it.
struct SpelledScalar {
    let span: SourceSpan
    let text: [UInt8]
    let isPlain: Bool

    /// Whether it may be read in several places.
    let isShared: Bool

    init(_ reader: borrowing YAMLReader) {
        span = reader.span
        text = reader.text
        isPlain = reader.isPlain
        isShared = reader.isShared
    }
}

/// What is to become of each scalar of a file.
///
/// A scalar behind an anchor is met wherever an alias leads to it. It is changed once, and only when all places agree: a text
/// that is a netmask in one and a name in the other stays as it is.
struct SpellingChoices {
    private let file: SourceFile
    private var chosen: [UInt32: [TextEdit]] = [:]

    init(for file: SourceFile) { self.file = file }

    /// The edits, in the order of the text.
    var edits: [TextEdit] {
        chosen.values.joined().sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// How many scalars change.
    var count: Int { chosen.values.count { !$0.isEmpty } }

    /// Leaves `scalar` as it is, wherever else it is read.
    mutating func keep(_ scalar: SpelledScalar) {
        if scalar.isShared { chosen[scalar.span.offset] = [] }
    }

    /// Makes `edits` for `scalar`, unless another place wants something else.
    mutating func make(_ edits: [TextEdit], for scalar: SpelledScalar) {
        if let other = chosen[scalar.span.offset], other != edits {
            chosen[scalar.span.offset] = []
        } else {
            chosen[scalar.span.offset] = edits
        }
    }

    /// Spells `scalar` as `text`, in the quotes that it has; a number in JSON that becomes text gets some.
    mutating func spell(_ scalar: SpelledScalar, as text: [UInt8]?, inJSON: Bool = false) {
        guard let text, text != scalar.text else { return keep(scalar) }
        let range = file.byteRange(of: scalar.span)
        let written = file.bytes[range]
        if let quote = written.first, "'\"".utf8.contains(quote), written.count >= 2, written.last == quote {
            make([TextEdit(range.lowerBound + 1..<range.upperBound - 1, replacement: text)], for: scalar)
        } else if written.elementsEqual(scalar.text), inJSON, !text.allSatisfy(isDigit) {
            make([TextEdit(range, replacement: [UInt8(ascii: "\"")] + text + [UInt8(ascii: "\"")])], for: scalar)
        } else if written.elementsEqual(scalar.text), staysText(text) {
            make([TextEdit(range, replacement: text)], for: scalar)
        } else {
            keep(scalar)
        }
    }

    /// Whether `text` without quotes is a text to every reader: `10:20:30` is a number to base 60 in YAML 1.1.
    private func staysText(_ text: [UInt8]) -> Bool {
        let colon = UInt8(ascii: ":")
        let isSexagesimal = text.contains(colon) && text.allSatisfy { isDigit($0) || $0 == colon }
        return text.first != colon && text.last != colon && !isSexagesimal
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
