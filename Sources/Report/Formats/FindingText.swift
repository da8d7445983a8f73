public import RuleEngine
import SourceText

/// Writes findings the way compilers do: a headline, the source lines with the value underlined, then what to do.
struct FindingText {
    let toolName: String
    let ink: Ink

    /// A finding with its lines and its peers', where else it is found, and what to do.
    func block(_ group: FindingGroup) -> String {
        let finding = group.first
        let gutter = gutter(of: finding)
        let others = group.others { other in
            other.subject.printable + (other.location.map { " at \($0.place)" } ?? "")
        }
        return evidence(finding) + gutter.note("", others) + gutter.note("fix: ", finding.fix)
            + see(finding.rule, gutter)
    }

    /// A finding with its lines and its peers'.
    func evidence(_ finding: Finding) -> String {
        let style = style(of: finding)
        let label = finding.verdict == .error ? "error" : finding.severity.rawValue
        let gutter = gutter(of: finding)
        var text = headline(label, finding.rule, finding.message, style)
        if let location = finding.location {
            let expected = finding.expected.map { "expected \($0.printable)" } ?? ""
            text += gutter.excerpt(location, arrow: "-->", mark: "^", label: expected, style)
        }
        for peer in finding.peers {
            let subject = peer.subject.printable
            text += gutter.excerpt(peer.location, arrow: ":::", mark: "-", label: subject, .frame)
        }
        if finding.furtherPeers > 0 { text += gutter.note("", "… and \(finding.furtherPeers) more") }
        return text
    }

    private func gutter(of finding: Finding) -> Gutter {
        let excerpts = (finding.location.map { [$0] } ?? []) + finding.peers.map(\.location)
        return Gutter(lines: excerpts.map { $0.range.start.line }, ink: ink)
    }

    /// Findings that are unknown for one reason.
    func block(_ group: UnknownGroup) -> String {
        let location = group.findings[0].location
        let gutter = Gutter(lines: location.map { [$0.range.start.line] } ?? [], ink: ink)
        var text = headline("unknown", group.rule, group.rule.title, .unknown)
        if let location { text += gutter.arrow("-->", location.place) }
        text += gutter.note("", group.subjects)
        for supplied in group.missingBySupply {
            text += gutter.note("missing: ", supplied.facts.joined(separator: ", "))
            if !supplied.supply.isEmpty { text += gutter.note("supply: ", supplied.supply) }
        }
        if let note = group.findings[0].note { text += gutter.note("note: ", note) }
        return text + see(group.rule, gutter)
    }

    /// A finding that is waived, in one line.
    func waiverLine(_ finding: Finding) -> String {
        guard let reason = finding.waiverReason else { return "" }
        return ink("waived[\(finding.rule.id)]", .frame) + ": \(finding.message.printable) (\(reason))\n"
    }

    private func headline(_ label: String, _ rule: Rule, _ message: String, _ style: Ink.Style) -> String {
        ink("\(label)[\(rule.id)]", style) + ink(": \(message.printable)", .strong) + "\n"
    }

    private func see(_ rule: Rule, _ gutter: Gutter) -> String {
        gutter.note("see: ", "\(toolName) rules explain \(rule.id)")
    }

    private func style(of finding: Finding) -> Ink.Style {
        guard finding.verdict != .error else { return .error }
        switch finding.severity {
        case .error: return .error
        case .warning: return .warning
        case .info: return .info
        }
    }
}

extension Finding {
    /// Who waived it until when, where that stands, and why.
    var waiverReason: String? {
        guard let waiver else { return nil }
        let owner = waiver.owner.map { "\($0.printable), " } ?? ""
        let until = waiver.expires.map { "until \($0), " } ?? ""
        return "\(owner)\(until)\(waiver.location.place): \(waiver.reason.printable)"
    }
}

/// The column of line numbers to the left of a finding's lines.
private struct Gutter {
    private let width: Int
    private let ink: Ink

    init(lines: [Int], ink: Ink) {
        width = lines.map { String($0).utf8.count }.max() ?? 1
        self.ink = ink
    }

    func arrow(_ arrow: String, _ place: String) -> String { "\(blank)\(ink(arrow, .frame)) \(place)\n" }

    func excerpt(_ location: Location, arrow: String, mark: Character, label: String, _ style: Ink.Style) -> String {
        let excerpt = Excerpt(location)
        let number = String(excerpt.line)
        let padding = String(repeating: " ", count: width - number.utf8.count)
        let marks = String(repeating: mark, count: excerpt.width) + (label.isEmpty ? "" : " \(label)")
        return self.arrow(arrow, location.place)
            + "\(blank) \(ink("|", .frame))\n"
            + "\(padding)\(ink("\(number) |", .frame)) \(excerpt.text)\n"
            + "\(blank) \(ink("|", .frame)) \(String(repeating: " ", count: excerpt.indent))\(ink(marks, style))\n"
    }

    /// A line below the source; the further lines of `text` stand under its first.
    func note(_ label: String, _ text: String) -> String {
        note(label, text.split(separator: "\n").map(String.init))
    }

    /// A line below the source with others under it, or nothing.
    func note(_ label: String, _ lines: [String]) -> String {
        guard !lines.isEmpty else { return "" }
        let margin = "\n\(blank)   " + String(repeating: " ", count: label.utf8.count)
        return
            "\(blank) \(ink("=", .frame)) \(ink(label, .strong))\(lines.map(\.printable).joined(separator: margin))\n"
    }

    private var blank: String { String(repeating: " ", count: width) }
}

extension Finding {
    /// The finding as the report for people begins it: the message, the source lines and the peers'.
    public var evidence: String { FindingText(toolName: "", ink: Ink(isOn: false)).evidence(self) }
}
