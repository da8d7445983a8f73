extension InventorySchema {
    /// The JSON Schema of an inventory.
    public static var jsonSchema: [String: JSONValue] {
        JSONSchema(allowsMore: false).object(of: root)
            .merging(JSONValue.schemaHead("vmotion-preflight inventory")) { $1 }
    }
}

extension EvidenceSchema {
    /// The JSON Schema of evidence; later versions may write more keys.
    public static var jsonSchema: [String: JSONValue] {
        JSONSchema(allowsMore: true).object(of: root)
            .merging(JSONValue.schemaHead("vmotion-preflight evidence")) { $1 }
    }
}

/// Says in JSON Schema what records declare.
private struct JSONSchema {
    /// Whether an object may have keys that are not declared.
    let allowsMore: Bool

    func object(of record: Record) -> [String: JSONValue] {
        object(of: record.fields, documentation: record.documentation)
    }

    private func object(of fields: [Field], documentation: String) -> [String: JSONValue] {
        let fields = fields.filter(\.isInFile)
        var properties = Dictionary(uniqueKeysWithValues: fields.map { ($0.key, property($0)) })
        for field in fields {
            for former in field.formerKeys {
                properties[former] = ["deprecated": true, "description": .text("Former name of \(field.key).")]
            }
        }
        var schema: [String: JSONValue] = [
            "type": "object", "description": .text(documentation), "properties": .object(properties),
        ]
        if !allowsMore { schema["additionalProperties"] = false }
        let required = fields.filter(\.isRequired).map(\.key)
        if !required.isEmpty { schema["required"] = .texts(required) }
        return schema
    }

    private func property(_ field: Field) -> JSONValue {
        var schema: [String: JSONValue]
        switch field.content {
        case .value(let type):
            schema = type.jsonSchema
            if field.isRequired, type.unit == nil { schema["minLength"] = 1 }
            if field.none != .refused { schema = ["anyOf": [.object(schema), ["type": "null"]]] }
        case .pair:
            schema = [
                "type": "array", "items": ["type": "string", "minLength": 1], "minItems": 2, "maxItems": 2,
                "uniqueItems": true,
            ]
        case .list(let type, _, _): schema = ["type": "array", "items": .object(type.jsonSchema)]
        case .map(let type, _, _, _):
            schema = ["type": "object", "additionalProperties": .object(type.jsonSchema)]
        case .record(let record): schema = object(of: record)
        case .records(let record): schema = ["type": "array", "items": .object(object(of: record))]
        case .group(let fields): schema = object(of: fields, documentation: field.documentation)
        case .namedRecords(let record, _, let names):
            let members = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.object(object(of: record))) })
            schema = ["type": "object", "properties": .object(members)]
        case .unread(.number): schema = ["type": "number"]
        case .unread(.pairs):
            schema = [
                "type": "array",
                "items": ["type": "array", "items": ["type": "number"], "minItems": 2, "maxItems": 2],
            ]
        case .unread(.objects(let fields)):
            schema = ["type": "array", "items": .object(object(of: fields, documentation: field.documentation))]
        case .observed: schema = [:]
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
            var schema: [String: JSONValue] = ["type": "integer", "minimum": .integer(range.lowerBound)]
            if range.upperBound < .max { schema["maximum"] = .integer(range.upperBound) }
            return schema
        case .decimal: return ["type": "number", "minimum": 0]
        case .boolean: return ["type": "boolean"]
        case .choice(let values): return ["enum": .texts(values)]
        // Editors complete from enum alone; other values are taken as well.
        case .knownValue(let values): return ["anyOf": [["enum": .texts(values)], ["type": "string"]]]
        case .netmask, .vlan: return ["type": ["string", "integer"]]
        // YAML reads 8.0 and 24022510 without quotes as numbers.
        case .text, .version: return ["type": ["string", "number", "boolean"]]
        case .macAddress:
            return ["type": "string", "pattern": "^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$"]
        // YAML readers may turn an unquoted time into an object of their own before the schema sees it.
        case .timestamp: return [:]
        case .address, .interfaceAddress, .network: return ["type": "string"]
        }
    }
}
