import RuleEngine

/// Findings that are unknown for one reason: the same rule lacks the same facts.
struct UnknownGroup {
    let rule: Rule
    let missing: [Finding.MissingFact]
    private(set) var findings: [Finding]

    /// How many subjects there are, and the names of the first three.
    var subjects: String {
        let names = findings.prefix(3).map(\.subject.printable).joined(separator: ", ")
        let further = findings.count > 3 ? ", … and \(findings.count - 3) more" : ""
        return "\(findings.count) \(findings.count == 1 ? "subject" : "subjects"): \(names)\(further)"
    }

    /// The missing facts, those together that one command or person supplies.
    var missingBySupply: [(supply: String, facts: [String])] {
        var supplies: [(supply: String, facts: [String])] = []
        for fact in missing {
            if let index = supplies.firstIndex(where: { $0.supply == fact.supply }) {
                supplies[index].facts.append(fact.name)
            } else {
                supplies.append((fact.supply, [fact.name]))
            }
        }
        return supplies
    }

    /// The unknown ones of `findings` in groups, in the order of the first of each.
    static func groups(of findings: [Finding]) -> [UnknownGroup] {
        var groups: [UnknownGroup] = []
        var index: [String: [[Finding.MissingFact]: Int]] = [:]
        for finding in findings where finding.verdict == .unknown {
            if let known = index[finding.rule.id]?[finding.missing] {
                groups[known].findings.append(finding)
            } else {
                index[finding.rule.id, default: [:]][finding.missing] = groups.count
                groups.append(UnknownGroup(rule: finding.rule, missing: finding.missing, findings: [finding]))
            }
        }
        return groups
    }
}

extension Finding {
    /// Where the missing facts come from, each source once.
    var supplies: [String] {
        missing.map(\.supply).reduce(into: []) { supplies, supply in
            if !supply.isEmpty && !supplies.contains(supply) { supplies.append(supply) }
        }
    }
}
