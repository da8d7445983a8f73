/// One key of a file of facts: its name, type and meaning.
public struct Field: Sendable {
    /// What stands behind the key.
    public enum Content: Sendable {
        /// A scalar.
        case value(ValueType)
        /// Exactly two texts in any order, such as the ends of a link; stored sorted, in two columns.
        case pair(String, String)
        /// A list of scalars, in a table of its own.
        case list(ValueType, table: String, column: String)
        /// A mapping from free names to scalars, in a table of its own.
        case map(ValueType, table: String, nameColumn: String, valueColumn: String)
        /// One nested object, in a table of its own.
        case record(Record)
        /// A list of records, in a table of its own.
        case records(Record)
        /// A nested object, whose fields become columns of this table with `key_` before their names.
        case group([Field])
        /// A mapping from known names to records, in a table of its own; the name goes into `nameColumn`.
        case namedRecords(Record, nameColumn: String, names: [String])
        /// What no rule reads: described, and passed over by the loader.
        case unread(Unread)
        /// Not in the file: what the loader sees around it, in a column of this table.
        case observed(ValueType)
    }

    /// What stands behind a key that is passed over.
    public enum Unread: Sendable {
        /// A number, which may be negative.
        case number
        /// A list of pairs of numbers, such as a time series.
        case pairs
        /// A list of objects.
        case objects([Field])
    }

    /// What `null` ("captured: there is none") is stored as.
    public enum None: Sendable {
        /// The field cannot be null; a value that was not captured is left out.
        case refused
        /// As the empty text.
        case emptyText
        /// As 0.
        case zero
    }

    /// The key in YAML and, where there is one column, its name in SQL.
    public let key: String

    /// Names that the key had before, or that people take it for: the loader takes them with a warning, `--fix` renames them.
    public let formerKeys: [String]

    /// What it holds, in one sentence, with the unit.
    public let documentation: String

    /// The type.
    public let content: Content

    /// Whether a record without it is an error.
    public let isRequired: Bool

    /// What `null` means.
    public let none: None

    /// The command or document that supplies the value, when it differs from the record's.
    public let supply: String?

    /// A field with `key` and `content`.
    public init(
        _ key: String, _ content: Content, _ documentation: String, required: Bool = false, none: None = .refused,
        supply: String? = nil, formerKeys: [String] = []
    ) {
        self.key = key
        self.formerKeys = formerKeys
        self.content = content
        if case .value(let type) = content, let unit = type.unit, documentation.hasSuffix(".") {
            self.documentation = "\(documentation.dropLast()), in \(unit)."
        } else {
            self.documentation = documentation
        }
        self.isRequired = required
        self.none = none
        self.supply = supply
    }
}

extension Field {
    /// Whether it is a key of the file, and not seen around it.
    public var isInFile: Bool {
        switch content {
        case .observed: false
        case .group(let fields): fields.contains(where: \.isInFile)
        default: true
        }
    }

    static func text(_ key: String, _ documentation: String, required: Bool = false, none: None = .refused) -> Field {
        Field(key, .value(.text), documentation, required: required, none: none)
    }

    static func integer(
        _ key: String, _ unit: String?, in range: ClosedRange<Int64> = 0...Int64.max, _ documentation: String,
        none: None = .refused, supply: String? = nil
    ) -> Field {
        Field(key, .value(.integer(unit: unit, range: range)), documentation, none: none, supply: supply)
    }

    static func value(
        _ key: String, _ type: ValueType, _ documentation: String, required: Bool = false, none: None = .refused,
        supply: String? = nil, formerKeys: [String] = []
    ) -> Field {
        Field(
            key, .value(type), documentation, required: required, none: none, supply: supply, formerKeys: formerKeys)
    }

    static func list(
        _ key: String, table: String, column: String, _ documentation: String, supply: String? = nil
    ) -> Field {
        Field(key, .list(.text, table: table, column: column), documentation, supply: supply)
    }

    static func records(_ key: String, _ record: Record, formerKeys: [String] = []) -> Field {
        Field(key, .records(record), record.documentation, formerKeys: formerKeys)
    }
}
