import RuleEngine

/// What things are called in OSCAL: UUIDs of their natural keys, which no run and no line number changes.
struct OSCALNames {
    /// The namespace of the tool's properties.
    static let properties = "https://vmotion-preflight.invalid/ns/oscal"

    private static let namespace = NamedUUID(url: "https://vmotion-preflight.invalid/oscal")

    static let tool = uuid("tool")
    static let platform = uuid("platform")
    static let plan = uuid("plan")

    static func uuid(_ key: String...) -> String { NamedUUID(key, in: namespace).description }

    /// A rule's id as a token, which begins with a letter or a low line.
    static func token(_ id: String) -> String {
        id.unicodeScalars.first?.properties.isAlphabetic == true ? id : "_" + id
    }

    /// An input's resource.
    static func resource(_ input: ReportInput) -> String {
        uuid("input", input.role.rawValue, input.path, input.sha256)
    }
}

/// Something that verdicts are about: OSCAL's inventory item.
struct OSCALSubject: Hashable {
    let name: String
    let kind: String

    init(_ judgement: Judgement) {
        name = judgement.subject
        let scope = judgement.scope
        // The names of a cluster and of a host may be the same.
        kind =
            scope.host != nil
            ? "host" : scope.sites.count == 2 ? "sites" : scope.cluster != nil ? "cluster" : "estate"
    }

    var uuid: String { OSCALNames.uuid("subject", kind, name) }
}
