import Facts

/// A key of a rule file.
struct DocumentKey {
    let name: String
    let schema: JSONValue
    let documentation: String
    let isRequired: Bool

    init(_ name: String, _ schema: JSONValue, _ documentation: String, isRequired: Bool = false) {
        self.name = name
        self.schema = schema
        self.documentation = documentation
        self.isRequired = isRequired
    }

    /// The key where it may be left out.
    var optional: DocumentKey { DocumentKey(name, schema, documentation) }
}

/// A mapping of a rule file: its keys, and what holds between them.
struct DocumentMapping {
    let documentation: String
    let keys: [DocumentKey]
    let further: [String: JSONValue]

    init(_ documentation: String, keys: [DocumentKey], further: [String: JSONValue] = [:]) {
        self.documentation = documentation
        self.keys = keys
        self.further = further
    }
}

extension DocumentMapping {
    var schema: JSONValue { .object(members) }

    var members: [String: JSONValue] {
        var schema: [String: JSONValue] = [
            "type": "object", "description": .text(documentation), "additionalProperties": false,
            "properties": .object(Dictionary(uniqueKeysWithValues: keys.map { ($0.name, $0.described) })),
        ]
        let required = keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { schema["required"] = .texts(required) }
        return schema.merging(further) { $1 }
    }
}

extension DocumentKey {
    fileprivate var described: JSONValue {
        guard case .object(var members) = schema else { return schema }
        members["description"] = .text(documentation)
        return .object(members)
    }
}
