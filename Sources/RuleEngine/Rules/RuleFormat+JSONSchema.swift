public import Facts

extension Rule {
    /// The JSON Schema of a rule file; the inventories of its tests are described as well.
    public static var jsonSchema: [String: JSONValue] {
        RuleFormat.rule.members.merging(JSONValue.schemaHead("vmotion-preflight rule")) { $1 }
            .merging([
                "$defs": [
                    "inventory": .object(
                        InventorySchema.jsonSchema.filter { $0.key != "$schema" && $0.key != "title" }),
                    "column": ["enum": .texts(columns)],
                ]
            ]) { $1 }
    }

    /// The columns that a fact fills.
    private static var columns: [String] {
        Set(FactSchema.tables.flatMap(\.columns).filter { $0.path != nil }.map(\.name)).sorted()
    }
}

extension JSONValue {
    /// Text that is not empty; YAML takes some of it for numbers and booleans.
    static let someText: JSONValue = ["type": ["string", "number", "boolean"], "minLength": 1]

    /// A list of texts, or one.
    static let texts: JSONValue = ["anyOf": [someText, list(of: ["type": ["string", "number", "boolean"]])]]

    /// Columns with what they must be.
    static let conditions: JSONValue = [
        "type": "object", "additionalProperties": ["anyOf": [["type": ["string", "number", "boolean"]], texts]],
    ]

    /// A column of an inventory table.
    static let column: JSONValue = ["$ref": "#/$defs/column"]

    /// A column of the subject's table, or `table.column`.
    static let factName: JSONValue = [
        "anyOf": [column, ["type": "string", "pattern": "^[A-Za-z0-9]+\\.[A-Za-z0-9_]+$"]]
    ]

    /// Columns with the facts that they stand for.
    static let facts: JSONValue = ["type": "object", "additionalProperties": ["type": "string"]]

    /// A subject alone, or with more that is expected.
    static let findings: JSONValue = ["anyOf": [someText, RuleFormat.expectation.schema]]

    /// A subject alone, or with what it is to show.
    static let passes: JSONValue = ["anyOf": [someText, RuleFormat.passing.schema]]

    static func list(of items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    static func choice<Choice: RawRepresentable<String> & CaseIterable>(of choice: Choice.Type) -> JSONValue {
        ["enum": .texts(choice.allCases.map(\.rawValue))]
    }
}
