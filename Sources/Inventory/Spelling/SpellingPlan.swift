import Facts

/// What the pass over the spelling looks for at each key of a mapping.
final class SpellingPlan {
    /// One key with what stands behind it.
    struct Entry {
        let key: [UInt8]
        let formerKeys: [[UInt8]]
        let field: Field
        let inner: SpellingPlan?
    }

    let table: String
    private let entries: [Entry]
    private var expected = 0

    init(_ record: Record) {
        table = record.table
        entries = Self.entries(of: record.fields, in: record.table)
    }

    private init(_ fields: [Field], in table: String) {
        self.table = table
        entries = Self.entries(of: fields, in: table)
    }

    private static func entries(of fields: [Field], in table: String) -> [Entry] {
        fields.map { field in
            let inner: SpellingPlan? =
                switch field.content {
                case .record(let record), .records(let record): SpellingPlan(record)
                case .group(let fields): SpellingPlan(fields, in: table)
                default: nil
                }
            return Entry(
                key: Array(field.key.utf8), formerKeys: field.formerKeys.map { Array($0.utf8) }, field: field,
                inner: inner)
        }
    }

    /// The entry for `key`, by its name of today or a former one; files keep one order, so the guess is nearly always right.
    func find(_ key: [UInt8]) -> Entry? {
        if expected < entries.count, entries[expected].key == key {
            expected += 1
            return entries[expected - 1]
        }
        let index = entries.firstIndex { $0.key == key } ?? entries.firstIndex { $0.formerKeys.contains(key) }
        guard let index else {
            expected = 0
            return nil
        }
        expected = index + 1
        return entries[index]
    }
}
