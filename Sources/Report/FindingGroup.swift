import RuleEngine

/// Findings that are equal but for whom they concern: one mistake that many hosts have.
struct FindingGroup {
    /// How many of the others are named.
    private static let limit = 5

    /// The one that stands for all.
    let first: Finding

    private(set) var others: [Finding] = []

    /// The others, the first few with their places and the rest counted; nothing when there are none.
    func others(_ line: (Finding) -> String) -> [String] {
        guard !others.isEmpty else { return [] }
        let named = others.prefix(Self.limit).map(line)
        return ["and \(others.count) more like it:"] + named
            + (others.count > Self.limit ? ["… and \(others.count - Self.limit) more"] : [])
    }

    /// Those of `findings` that fail and the rules that were not evaluated, in the order of the first of each group; alone unless
    /// they are to be grouped.
    static func groups(of findings: [Finding], isGrouped: Bool) -> [FindingGroup] {
        var groups: [FindingGroup] = []
        var index: [Likeness: Int] = [:]
        for finding in findings where finding.verdict == .fail || finding.verdict == .error {
            if isGrouped, finding.verdict == .fail {
                let likeness = Likeness(finding)
                if let known = index[likeness] {
                    groups[known].others.append(finding)
                    continue
                }
                index[likeness] = groups.count
            }
            groups.append(FindingGroup(first: finding))
        }
        return groups
    }
}

/// What findings of one group have in common.
private struct Likeness: Hashable {
    let rule: String
    let severity: Severity
    let observed: String?
    let expected: String?
    let message: [UInt8]
    let fix: [UInt8]

    init(_ finding: Finding) {
        rule = finding.rule.id
        severity = finding.severity
        observed = finding.observed
        expected = finding.expected
        let names = Names(of: finding.subject)
        message = names.removed(from: finding.message)
        fix = names.removed(from: finding.fix)
    }
}

/// The names that a subject's natural key is made of.
private struct Names {
    /// The longest first, so that no part of one is taken for another; numbered from the end, as not every host has a cluster.
    private let names: [(number: UInt8, bytes: [UInt8])]

    init(of subject: String) {
        names = subject.utf8.split(separator: UInt8(ascii: "/")).reversed().prefix(16).enumerated()
            .map { (UInt8($0.offset), Array($0.element)) }
            .sorted { $0.bytes.count > $1.bytes.count }
    }

    /// The text with the number of each name in its place, where it stands as a word of its own.
    func removed(from text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let isStart = index == 0 || !Self.isWord(bytes[index - 1])
            if isStart, let name = names.first(where: { Self.has(bytes, $0.bytes, at: index) }) {
                // No text holds this byte.
                result += [0xFF, name.number]
                index += name.bytes.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func has(_ text: [UInt8], _ name: [UInt8], at index: Int) -> Bool {
        let end = index + name.count
        guard end <= text.count, text[index..<end].elementsEqual(name) else { return false }
        return end == text.count || !isWord(text[end])
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }
}
