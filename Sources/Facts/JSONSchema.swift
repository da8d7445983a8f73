import FoundationEssentials

extension InventorySchema {
    /// The JSON Schema (draft 2020-12) of an inventory, as text.
    public static func jsonSchema() throws -> String {
        var schema = object(of: root)
        schema["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
        schema["title"] = .text("vmotion-preflight inventory")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(JSONValue.object(schema)), as: UTF8.self)
    }

    private static func object(of record: Record) -> [String: JSONValue] {
        object(of: record.fields, documentation: record.documentation)
    }

    private static func object(of fields: [Field], documentation: String) -> [String: JSONValue] {
        var properties = Dictionary(uniqueKeysWithValues: fields.map { ($0.key, property($0)) })
        for field in fields {
            for former in field.formerKeys {
                properties[former] = .object([
                    "deprecated": .boolean(true), "description": .text("Former name of \(field.key)."),
                ])
            }
        }
        let required = fields.filter(\.isRequired).map { JSONValue.text($0.key) }
        var schema: [String: JSONValue] = [
            "type": .text("object"), "description": .text(documentation), "additionalProperties": .boolean(false),
            "properties": .object(properties),
        ]
        if !required.isEmpty { schema["required"] = .list(required) }
        return schema
    }

    private static func property(_ field: Field) -> JSONValue {
        var schema: [String: JSONValue]
        switch field.content {
        case .value(let type):
            schema = type.jsonSchema
            if field.none != .refused {
                schema = ["anyOf": .list([.object(schema), .object(["type": .text("null")])])]
            }
        case .pair:
            schema = [
                "type": .text("array"), "items": .object(["type": .text("string")]), "minItems": .integer(2),
                "maxItems": .integer(2), "uniqueItems": .boolean(true),
            ]
        case .list(let type, _, _): schema = ["type": .text("array"), "items": .object(type.jsonSchema)]
        case .map(let type, _, _, _):
            schema = ["type": .text("object"), "additionalProperties": .object(type.jsonSchema)]
        case .record(let record): schema = object(of: record)
        case .records(let record): schema = ["type": .text("array"), "items": .object(object(of: record))]
        case .group(let fields): schema = object(of: fields, documentation: field.documentation)
        }
        schema["description"] = .text(field.documentation)
        return .object(schema)
    }
}

extension ValueType {
    /// What JSON Schema can say of the type; the rest is in the description and checked by the loader.
    fileprivate var jsonSchema: [String: JSONValue] {
        switch self {
        case .integer(_, let range):
            var schema: [String: JSONValue] = ["type": .text("integer"), "minimum": .integer(range.lowerBound)]
            if range.upperBound < .max { schema["maximum"] = .integer(range.upperBound) }
            return schema
        case .decimal: return ["type": .text("number"), "minimum": .integer(0)]
        case .boolean: return ["type": .text("boolean")]
        case .choice(let values): return ["enum": .list(values.map { .text($0) })]
        case .knownValue(let values): return ["type": .text("string"), "examples": .list(values.map { .text($0) })]
        case .netmask, .vlan: return ["type": .list([.text("string"), .text("integer")])]
        // YAML reads 8.0 and 24022510 without quotes as numbers.
        case .text, .version: return ["type": .list([.text("string"), .text("number"), .text("boolean")])]
        case .macAddress:
            return ["type": .text("string"), "pattern": .text("^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$")]
        // YAML readers may turn an unquoted time into an object of their own before the schema sees it.
        case .timestamp: return [:]
        case .address, .interfaceAddress, .network: return ["type": .text("string")]
        }
    }
}

/// A JSON value to write.
private indirect enum JSONValue: Encodable {
    case text(String)
    case integer(Int64)
    case boolean(Bool)
    case list([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .boolean(let flag): try container.encode(flag)
        case .list(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}
