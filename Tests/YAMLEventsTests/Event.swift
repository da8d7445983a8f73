import SourceText
import YAMLEvents

/// One event of a reader, kept.
struct Event: Equatable, CustomStringConvertible {
    var kind: YAMLReader.Kind
    var text = ""
    var isPlain = false
    var isFlow = false
    var span = SourceSpan(offset: 0, length: 0)

    init(_ reader: borrowing YAMLReader) {
        kind = reader.kind
        if kind == .scalar { text = String(decoding: reader.text, as: UTF8.self) }
        isPlain = kind == .scalar && reader.isPlain
        isFlow = (kind == .sequenceStart || kind == .mappingStart) && reader.isFlow
        span = reader.span
    }

    /// The event in few letters: `[`, `]`, `{`, `}`, plain text as it is, other text in quotes.
    var description: String {
        switch kind {
        case .scalar: isPlain ? text : "\"\(text)\""
        case .sequenceStart: "["
        case .sequenceEnd: "]"
        case .mappingStart: "{"
        case .mappingEnd: "}"
        case .end: "end"
        }
    }
}

func sourceFile(_ text: String) -> SourceFile { SourceFile(path: "test.yaml", bytes: Array(text.utf8)) }

/// Every event of `text` up to its end.
func events(of text: String) throws -> [Event] { try events(of: YAMLReader(sourceFile(text))) }

/// The events that `reader` still has, up to its end.
func events(of reader: consuming YAMLReader) throws -> [Event] {
    var reader = reader
    var events: [Event] = []
    repeat {
        try reader.next()
        events.append(Event(reader))
    } while reader.kind != .end
    return events
}

/// The events of `text` in few letters, without the end.
func outline(of text: String) throws -> String {
    try events(of: text).dropLast().map(\.description).joined(separator: " ")
}

/// The part of `text` that `span` names.
func cut(_ span: SourceSpan, from text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var part = String.UnicodeScalarView()
    part.append(contentsOf: scalars[min(Int(span.offset), scalars.count)..<min(Int(span.end), scalars.count)])
    return String(part)
}

/// What is wrong with `text`, read to its end.
func problem(in text: String) -> Diagnostic? { problem(in: sourceFile(text)) }

/// What is wrong with `file`, read to its end.
func problem(in file: SourceFile) -> Diagnostic? {
    do {
        _ = try events(of: YAMLReader(file))
        return nil
    } catch {
        return error as? Diagnostic
    }
}
