public import Facts

/// The keys of a configuration, declared once: what ``Configuration`` lets pass and the JSON Schema come from here.
public enum ConfigurationFormat {
    /// The JSON Schema of a configuration.
    public static var jsonSchema: [String: JSONValue] {
        file.members.merging(JSONValue.schemaHead("vmotion-preflight configuration")) { $1 }
    }

    /// The file.
    static let file = DocumentMapping(
        "What a team has decided about its rules.",
        keys: [
            DocumentKey(
                "failOn",
                [
                    "type": "string",
                    "pattern": "^(never|(error|warning|info|unknown)(,(error|warning|info|unknown))*)$",
                ],
                "What makes the exit code 1; --fail-on goes before it."),
            DocumentKey("waivers", .someText, "A file of waivers, seen from this file's folder."),
            DocumentKey("baseline", .someText, "A baseline, seen from this file's folder."),
            DocumentKey(
                "packs", .list(of: .someText), "Directories of rules, seen from this file's folder, or builtin."),
            DocumentKey("rules", rules, "How rules are taken everywhere."),
            DocumentKey(
                "sites", ["type": "object", "additionalProperties": rules],
                "How rules are taken at a site, by its name."),
            DocumentKey(
                "clusters", ["type": "object", "additionalProperties": rules],
                "How rules are taken in a cluster, by its name; goes before what the sites have."),
        ])

    /// A rule's setting where more than its level is said.
    static let setting = DocumentMapping(
        "How a rule is taken.",
        keys: [
            DocumentKey("severity", level, "Off, on as the rule has it, or how grave it is."),
            DocumentKey(
                "parameters", ["type": "object", "additionalProperties": ["type": ["number", "string"]]],
                "The rule's figures, by their names."),
        ])

    /// YAML takes off and on for booleans, the reader here does not.
    private static let level: JSONValue = ["enum": ["off", "on", false, true, "error", "warning", "info"]]

    /// Ids, names, patterns such as `VMN4*`, categories or `all`.
    private static let rules: JSONValue = [
        "type": "object", "additionalProperties": ["anyOf": [level, setting.schema]],
    ]
}
