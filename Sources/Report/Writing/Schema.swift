import Facts

/// What the schemas of reports are made of: JSON Schema 2020-12.
enum Schema {
    /// An object that has all `properties`, perhaps the `further` ones, and may have others.
    static func object(
        _ description: String, further: [String: JSONValue] = [:], _ properties: [String: JSONValue]
    ) -> [String: JSONValue] {
        [
            "type": "object", "description": .text(description),
            "properties": .object(properties.merging(further) { $1 }),
            "required": .texts(properties.keys.sorted()),
        ]
    }

    /// An object, or nothing.
    static func orNull(_ object: [String: JSONValue]) -> JSONValue { ["anyOf": [.object(object), ["type": "null"]]] }

    /// A list of objects.
    static func list(of item: [String: JSONValue], _ description: String) -> JSONValue {
        ["type": "array", "items": .object(item), "description": .text(description)]
    }

    /// A list of texts.
    static func texts(_ description: String) -> JSONValue {
        ["type": "array", "items": ["type": "string"], "description": .text(description)]
    }

    /// A text.
    static func text(_ description: String) -> JSONValue { ["type": "string", "description": .text(description)] }

    /// A text, or nothing.
    static func textOrNull(_ description: String) -> JSONValue {
        ["type": ["string", "null"], "description": .text(description)]
    }

    /// A number of things.
    static func count(_ description: String) -> JSONValue {
        ["type": "integer", "minimum": 0, "description": .text(description)]
    }

    /// One of some texts.
    static func choice(_ values: [String], _ description: String) -> JSONValue {
        ["enum": .texts(values), "description": .text(description)]
    }
}
