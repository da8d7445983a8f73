import RuleEngine
import SourceText

/// A finding as scripts read it.
struct JSONFinding: Encodable {
    struct Place: Encodable {
        let file: String
        let line: Int
        let column: Int
        let endLine: Int
        let endColumn: Int

        init(_ location: Location) {
            let range = location.range
            file = location.file.path
            (line, column) = (range.start.line, range.start.column)
            (endLine, endColumn) = (range.end.line, range.end.column)
        }
    }

    struct Peer: Encodable {
        let subject: String
        let location: Place
    }

    struct Waiver: Encodable {
        let reason: String
        let owner: String?
        let expires: String?
        let location: Place

        enum CodingKeys: CodingKey { case reason, owner, expires, location }

        init(_ waiver: Finding.Waiver) {
            (reason, owner, expires) = (waiver.reason, waiver.owner, waiver.expires)
            location = Place(waiver.location)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(reason, forKey: .reason)
            try container.encode(owner, forKey: .owner)
            try container.encode(expires, forKey: .expires)
            try container.encode(location, forKey: .location)
        }
    }

    struct Missing: Encodable {
        let fact: String
        let supply: String
    }

    struct Fix: Encodable {
        let finding: Finding

        enum CodingKeys: CodingKey { case text, powercli, esxcli }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(finding.fix, forKey: .text)
            try container.encode(finding.powercli, forKey: .powercli)
            try container.encode(finding.esxcli, forKey: .esxcli)
        }
    }

    enum CodingKeys: CodingKey {
        case rule, name, severity, verdict, message, subject, location, related, furtherRelated
        case observed, expected, missing, fingerprint, fix, references, waiver, baselineState
    }

    let finding: Finding

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(finding.rule.id, forKey: .rule)
        try container.encode(finding.rule.name, forKey: .name)
        try container.encode(finding.severity, forKey: .severity)
        try container.encode(finding.verdict, forKey: .verdict)
        try container.encode(finding.message, forKey: .message)
        try container.encode(finding.subject, forKey: .subject)
        try container.encode(finding.location.map(Place.init), forKey: .location)
        try container.encode(
            finding.peers.map { Peer(subject: $0.subject, location: Place($0.location)) }, forKey: .related)
        try container.encode(finding.furtherPeers, forKey: .furtherRelated)
        try container.encode(finding.observed, forKey: .observed)
        try container.encode(finding.expected, forKey: .expected)
        try container.encode(
            finding.missing.map { Missing(fact: $0.name, supply: $0.supply) }, forKey: .missing)
        try container.encode(finding.fingerprint, forKey: .fingerprint)
        try container.encode(Fix(finding: finding), forKey: .fix)
        try container.encode(finding.rule.references, forKey: .references)
        try container.encode(finding.waiver.map(Waiver.init), forKey: .waiver)
        try container.encode(finding.baselineState?.rawValue, forKey: .baselineState)
    }
}
