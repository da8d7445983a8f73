import Facts
import SourceText
import YAMLEvents

/// Scalars become typed values, or errors that say what was expected.
extension InventoryLoader {
    /// Stores the current scalar; false when it was reported instead.
    func scalar(
        _ type: ValueType, _ field: Field, in row: inout Row, columns: [Int], _ reader: inout YAMLReader
    ) throws -> Bool {
        let before = type.prefixLengthColumn(of: columns).flatMap { row.integer($0) }
        switch parser.store(reader.text, isPlain: reader.isPlain, as: type, in: &row, columns: columns) {
        case .stored: break
        case .wrong:
            try wrong(field, type.expectation, &reader, isQuotable: type.isQuotable)
            return false
        case .unusual(let known):
            let text = String(decoding: reader.text, as: UTF8.self)
            let hint =
                nearest(to: text, among: known).map { "; did you mean \($0)?" }
                ?? "; known are \(known.joined(separator: ", "))"
            warn("\(field.key): \(abridged(text)) is not a known value\(hint)", &reader)
        }
        if let before, let after = type.prefixLengthColumn(of: columns).flatMap({ row.integer($0) }), before != after {
            let other = type == .netmask ? "address" : "netmask"
            try fail(reader.span, "\(field.key) says /\(after), the \(other) says /\(before)", &reader)
            return false
        }
        return true
    }

    /// Whether the item in the row of `list` stands in this list already, which says nothing more and is told.
    func isRepeated(_ list: ListPlan, _ reader: inout YAMLReader) -> Bool {
        if list.items.insert(list.row, columns: list.valueColumns) { return false }
        let text = abridged(String(decoding: reader.text, as: UTF8.self))
        warn("\(text) stands here twice, and counts once", &reader)
        return true
    }

    func warnFormerKey(_ field: Field, _ reader: inout YAMLReader) {
        let former = String(decoding: reader.text, as: UTF8.self)
        warn("the key \(former) is now called \(field.key); lint --fix renames it", &reader)
    }

    func warnUnknownKey(_ fields: FieldSet, of plan: RecordPlan, _ reader: inout YAMLReader) {
        let key = String(decoding: reader.text, as: UTF8.self)
        let known = fields.entries.map(\.field.key)
        let hint =
            nearest(to: key, among: known).map { "did you mean \($0)?" } ?? "known are \(known.joined(separator: ", "))"
        warn("there is no key \(abridged(key)) in \(plan.record.table), so it is passed over; \(hint)", &reader)
    }

    /// Notes what is odd at the current event, once however many aliases lead there.
    private func warn(_ message: String, _ reader: inout YAMLReader) {
        guard warned.insert(reader.span).inserted, warned.count <= Self.warningLimit else { return }
        warnings.append(Diagnostic(.warning, in: reader.file, at: reader.span, message: message))
    }

    func wrong(
        _ field: Field, _ expectation: String, _ reader: inout YAMLReader, isQuotable: Bool = true
    ) throws {
        var found = found(&reader)
        if reader.kind == .scalar, !reader.isPlain, !isQuotable {
            found += "; numbers and true or false stand without quotes"
        }
        if isNull(&reader), expectation.hasPrefix("a list"), !field.isRequired {
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
            let text = abridged(String(decoding: reader.text, as: UTF8.self))
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
        let error = Diagnostic(.error, in: reader.file, at: place, message: message)
        // What stands once is told once, however many aliases lead there.
        guard !errors.contains(where: { $0.position == error.position && $0.message == message }) else { return }
        errors.append(error)
    }
}

extension ValueType {
    /// The column, of a value's `columns`, that an address and a netmask both fill.
    fileprivate func prefixLengthColumn(of columns: [Int]) -> Int? {
        switch self {
        case .interfaceAddress: columns[1]
        case .netmask: columns[0]
        default: nil
        }
    }

    /// Whether quotes make no difference to it.
    fileprivate var isQuotable: Bool {
        switch self {
        case .integer, .decimal, .boolean: false
        default: true
        }
    }
}

let nulls = ["", "~", "null", "Null", "NULL"].map { Array($0.utf8) }
