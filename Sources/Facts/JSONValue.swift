import FoundationEssentials

/// A JSON value to write, such as a JSON Schema.
public indirect enum JSONValue: Encodable, Sendable {
    /// `null`.
    case null
    /// A string.
    case text(String)
    /// A number.
    case integer(Int64)
    /// `true` or `false`.
    case boolean(Bool)
    /// An array.
    case list([JSONValue])
    /// An object.
    case object([String: JSONValue])

    /// An array of strings.
    public static func texts(_ texts: [String]) -> JSONValue { .list(texts.map { .text($0) }) }

    /// What every JSON Schema of the tool begins with: the draft and a title.
    public static func schemaHead(_ title: String) -> [String: JSONValue] {
        ["$schema": "https://json-schema.org/draft/2020-12/schema", "title": .text(title)]
    }

    /// The value as indented text, keys in the order of the alphabet, a line break at its end.
    ///
    /// - Throws: what the JSON encoder does, which there is no cause for.
    public func indented() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// Writes the value alone, without the name of its kind.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .text(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .boolean(let flag): try container.encode(flag)
        case .list(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral text: String) { self = .text(text) }

    /// A number.
    public init(integerLiteral number: Int64) { self = .integer(number) }

    /// `true` or `false`.
    public init(booleanLiteral flag: Bool) { self = .boolean(flag) }

    /// An array.
    public init(arrayLiteral values: JSONValue...) { self = .list(values) }

    /// An object.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(Dictionary(uniqueKeysWithValues: members))
    }
}
