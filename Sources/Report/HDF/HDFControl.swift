import RuleEngine

/// A requirement with the verdicts that Heimdall may count together.
///
/// Heimdall calls a control passed as soon as one of its results has passed and none has failed, so that what is unknown
/// would vanish among what passes; and a waiver is the whole control's. Both have controls of their own.
struct HDFControl {
    /// What a control comes to, in InSpec's words.
    enum Status: String {
        case passed
        case failed
        case skipped
        case error
    }

    let rule: Rule
    let id: String
    let title: String
    let judgements: [Judgement]
    let waiver: Finding.Waiver?

    /// Whether the requirement concerns nothing.
    let isIdle: Bool

    private init(
        _ rule: Rule, suffix: String = "", note: String = "", _ judgements: [Judgement],
        waiver: Finding.Waiver? = nil, isIdle: Bool = false
    ) {
        self.rule = rule
        id = rule.id + suffix
        title = rule.title + note
        self.judgements = judgements
        self.waiver = waiver
        self.isIdle = isIdle
    }

    /// The controls of a requirement.
    static func controls(of requirement: Requirement) -> [HDFControl] {
        let rule = requirement.rule
        var judged: [Judgement] = []
        var unknown: [Judgement] = []
        var waived: [(waiver: Finding.Waiver, judgements: [Judgement])] = []
        var index: [[String?]: Int] = [:]
        for judgement in requirement.judgements {
            if judgement.verdict == .unknown {
                unknown.append(judgement)
            } else if let waiver = judgement.finding?.waiver {
                // The same person said the same until the same day.
                let key = [waiver.reason, waiver.owner, waiver.expires]
                if let known = index[key] {
                    waived[known].judgements.append(judgement)
                } else {
                    index[key] = waived.count
                    waived.append((waiver, [judgement]))
                }
            } else {
                judged.append(judgement)
            }
        }
        var controls: [HDFControl] = []
        if !judged.isEmpty { controls.append(HDFControl(rule, judged)) }
        if !unknown.isEmpty { controls.append(HDFControl(rule, suffix: "-unknown", note: " (unknown)", unknown)) }
        for (index, group) in waived.enumerated() {
            let suffix = index == 0 ? "-waived" : "-waived-\(index + 1)"
            controls.append(
                HDFControl(rule, suffix: suffix, note: " (waived)", group.judgements, waiver: group.waiver))
        }
        return controls.isEmpty ? [HDFControl(rule, [], isIdle: true)] : controls
    }

    /// The gravest status of its results.
    var status: Status {
        let statuses = Set(judgements.map(\.hdfStatus))
        return [.error, .failed, .skipped].first { statuses.contains($0) } ?? (isIdle ? .skipped : .passed)
    }

    /// 0.7 is what Heimdall calls high, 0.5 medium, 0.3 low, and 0 not applicable.
    var impact: Double {
        if isIdle { return 0 }
        let failed = judgements.filter { $0.verdict == .fail }.map(\.severity).min()
        switch failed ?? rule.severity {
        case .error: return 0.7
        case .warning: return 0.5
        case .info: return 0.3
        }
    }

    /// What to do, each advice once and no more than some: thousands of hosts may each have their own.
    var advice: String {
        var seen: Set<String> = []
        var advice: [String] = []
        for finding in judgements.compactMap(\.finding) {
            let texts = finding.verdict == .unknown ? finding.supplies : [finding.fix]
            for text in texts.map(\.auditLines) where seen.insert(text).inserted { advice.append(text) }
        }
        let most = 20
        let further = advice.count > most ? ["… and \(advice.count - most) more"] : []
        return (advice.prefix(most) + further).joined(separator: "\n")
    }
}

extension Judgement {
    /// What it is in InSpec's words.
    var hdfStatus: HDFControl.Status {
        switch verdict {
        case .pass: .passed
        case .fail: .failed
        case .error: .error
        case .unknown, .waived, .notApplicable: .skipped
        }
    }
}
