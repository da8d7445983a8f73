public import Facts

/// The keys of a file of waivers, declared once: what ``WaiverFile`` lets pass and the JSON Schema come from here.
public enum WaiverFormat {
    /// The JSON Schema of a file of waivers.
    public static var jsonSchema: [String: JSONValue] {
        file.members.merging(JSONValue.schemaHead("vmotion-preflight waivers")) { $1 }
    }

    /// The file.
    static let file = DocumentMapping(
        "Findings that may stay for a while, with who answers for each and until when.",
        keys: [DocumentKey("waivers", .list(of: waiver.schema), "One decision an entry.", isRequired: true)])

    /// One waiver.
    static let waiver = DocumentMapping(
        "Somebody's word that findings of a rule may stay for a while.",
        keys: [
            DocumentKey("rule", .someText, "The id or the name of one rule.", isRequired: true),
            DocumentKey(
                "scope", ["anyOf": [["const": "everything"], scope.schema]],
                "Whose findings: everything, or patterns that must all match.", isRequired: true),
            DocumentKey("owner", .someText, "Who answers for it.", isRequired: true),
            DocumentKey("reason", .someText, "Why it may stay.", isRequired: true),
            DocumentKey(
                "expires", ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2027-01-31"]],
                "The last day it holds, in UTC.", isRequired: true),
        ])

    /// Where a waiver holds.
    static let scope = DocumentMapping(
        "Names in which * stands for any text.",
        keys: Waiver.Key.allCases.map { DocumentKey($0.rawValue, .someText, $0.documentation) },
        further: ["minProperties": 1])
}

extension Waiver.Key {
    fileprivate var documentation: String {
        switch self {
        case .cluster: "The cluster."
        case .site: "One of the sites."
        case .host: "The host."
        case .subject: "The whole natural key, such as cluster/host/adapter."
        }
    }
}
