import Facts
import SourceText
import YAMLEvents

/// Scalars become typed values, or errors that say what was expected.
extension InventoryLoader {
    /// Stores the current scalar; false when it was reported instead.
    func scalar(
        _ type: ValueType, _ field: Field, in row: inout Row, columns: [Int], _ reader: inout YAMLReader
    ) throws -> Bool {
        let before = columns.count > 1 ? row.integer(columns[1]) : nil
        switch parser.store(reader.text, isPlain: reader.isPlain, as: type, in: &row, columns: columns) {
        case .stored: break
        case .wrong:
            try wrong(field, type.expectation, &reader)
            return false
        case .unusual(let known):
            let text = String(decoding: reader.text, as: UTF8.self)
            let hint =
                nearest(to: text, among: known).map { "; did you mean \($0)?" }
                ?? "; known are \(known.joined(separator: ", "))"
            warnings.append(
                Diagnostic(
                    .warning, in: reader.file, at: reader.span,
                    message: "\(field.key): \(text) is not a known value\(hint)"))
        }
        if case .interfaceAddress = type, let before, let after = row.integer(columns[1]), before != after {
            try fail(reader.span, "\(field.key) says /\(after), the netmask says /\(before)", &reader)
            return false
        }
        return true
    }

    func warnUnknownKey(_ fields: FieldSet, of plan: RecordPlan, _ reader: inout YAMLReader) {
        let key = String(decoding: reader.text, as: UTF8.self)
        let known = fields.entries.map(\.field.key)
        let hint =
            nearest(to: key, among: known).map { "did you mean \($0)?" } ?? "known are \(known.joined(separator: ", "))"
        warnings.append(
            Diagnostic(
                .warning, in: reader.file, at: reader.span,
                message: "there is no key \(key) in \(plan.record.table), so it is passed over; \(hint)"))
    }

    func wrong(_ field: Field, _ expectation: String, _ reader: inout YAMLReader) throws {
        var found = found(&reader)
        if reader.kind == .scalar, !reader.isPlain { found += "; numbers and true or false stand without quotes" }
        if isNull(&reader), expectation.hasPrefix("a list") {
            found += "; write [] when there is none, or leave the key out"
        }
        let place = reader.span
        try reader.skip()
        try fail(place, "\(field.key): expected \(expectation), found \(found)", &reader)
    }

    func found(_ reader: inout YAMLReader) -> String {
        switch reader.kind {
        case .mappingStart: return "a mapping"
        case .sequenceStart: return "a list"
        default:
            let text = String(decoding: reader.text.prefix(80), as: UTF8.self)
            return isNull(&reader) ? "nothing" : reader.isPlain ? text : "the text \"\(text)\""
        }
    }

    func isNull(_ reader: inout YAMLReader) -> Bool {
        guard reader.kind == .scalar, reader.isPlain, reader.text.count <= 4 else { return false }
        return nulls.contains(reader.text)
    }

    func fail(_ place: SourceSpan, _ message: String, _ reader: inout YAMLReader) throws {
        report(place, message, &reader)
        if errors.count >= Self.errorLimit { throw TooManyErrors() }
    }

    func report(_ place: SourceSpan, _ message: String, _ reader: inout YAMLReader) {
        errors.append(Diagnostic(.error, in: reader.file, at: place, message: message))
    }
}

private let nulls = ["", "~", "null", "Null", "NULL"].map { Array($0.utf8) }
