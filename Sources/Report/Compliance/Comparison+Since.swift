import RuleEngine

extension Comparison {
    /// How `report` differs from `since`.
    ///
    /// Of what a rule says several times of one subject the gravest counts. What passes now and was not there, and what passed
    /// and is not there any more, is no change.
    public init(of report: ComplianceReport, since: ReportFile) {
        var before = Verdicts()
        for entry in since.entries { before.add(entry.standing, Key(rule: entry.rule, subject: entry.subject)) }
        var now = Verdicts()
        for requirement in report.requirements {
            for judgement in requirement.judgements {
                now.add(judgement.standing, Key(rule: requirement.rule.id, subject: judgement.subject))
            }
        }
        var (worse, better, new): ([Change], [Change], [Change]) = ([], [], [])
        var unchanged = 0
        for key in now.keys {
            guard let standing = now[key] else { continue }
            guard let old = before[key] else {
                if standing != .pass { new.append(Change(key, before: nil, now: standing)) }
                continue
            }
            if standing == old {
                unchanged += 1
            } else if standing < old {
                worse.append(Change(key, before: old, now: standing))
            } else {
                better.append(Change(key, before: old, now: standing))
            }
        }
        let gone = before.keys.compactMap { key in
            now[key] == nil ? before[key].map { Change(key, before: $0, now: nil) } : nil
        }.filter { $0.before != .pass }
        self.init(
            path: since.path, written: since.written, worse: worse, better: better, new: new, gone: gone,
            unchanged: unchanged)
    }

    fileprivate struct Key: Hashable {
        let rule: String
        let subject: String
    }

    /// The gravest standing of each rule and subject, in the order in which they came.
    private struct Verdicts {
        private(set) var keys: [Key] = []
        private var standings: [Key: Standing] = [:]

        subscript(key: Key) -> Standing? { standings[key] }

        mutating func add(_ standing: Standing, _ key: Key) {
            if let known = standings[key] {
                standings[key] = min(known, standing)
            } else {
                keys.append(key)
                standings[key] = standing
            }
        }
    }
}

extension Comparison.Change {
    fileprivate init(_ key: Comparison.Key, before: Standing?, now: Standing?) {
        self.init(rule: key.rule, subject: key.subject, before: before, now: now)
    }
}
