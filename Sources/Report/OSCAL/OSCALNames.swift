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
    static func resource(_ input: ReportInput) -> String { uuid("input", input.role.rawValue, input.path, input.sha256) }

    /// A time as OSCAL takes it; nothing when the text is none, as evidence is anybody's.
    static func time(_ text: String) -> String? {
        let form = "0000-00-00T00:00:00Z".utf8
        let digits = text.utf8
        guard digits.count == form.count,
            zip(digits, form).allSatisfy({ $1 == UInt8(ascii: "0") ? (0x30...0x39).contains($0) : $0 == $1 })
        else { return nil }
        let numbers = text.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
        guard numbers.count == 6, (1900..<3000).contains(numbers[0]), (1...12).contains(numbers[1]) else { return nil }
        let year = numbers[0]
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][numbers[1] - 1]
        guard (1...days).contains(numbers[2]), numbers[3] < 24, numbers[4] < 60, numbers[5] < 60 else { return nil }
        return text
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
