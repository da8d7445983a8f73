import RuleEngine

extension Comparison {
    /// How `report` differs from `since`.
    ///
    /// Of what a rule says several times of one subject the gravest counts. What passes now and was not there, and what passed
    /// and is not there any more, is counted.
    public init(of report: ComplianceReport, since: ReportFile) {
        var before = Verdicts()
        for entry in since.entries {
            before.add(entry.standing, entry.observed, Key(rule: entry.rule, subject: entry.subject))
        }
        var now = Verdicts()
        for requirement in report.requirements {
            for judgement in requirement.judgements {
                now.add(
                    judgement.standing, judgement.observed,
                    Key(rule: requirement.rule.id, subject: judgement.subject))
            }
        }
        var (worse, better, new): ([Change], [Change], [Change]) = ([], [], [])
        var (unchanged, newPasses) = (0, 0)
        for key in now.keys {
            guard let told = now[key] else { continue }
            guard let old = before[key] else {
                if told.standing == .pass { newPasses += 1 } else { new.append(Change(key, before: nil, now: told)) }
                continue
            }
            if told.standing == old.standing {
                unchanged += 1
            } else if told.standing < old.standing {
                worse.append(Change(key, before: old, now: told))
            } else {
                better.append(Change(key, before: old, now: told))
            }
        }
        let left = before.keys.compactMap { key in
            now[key] == nil ? before[key].map { Change(key, before: $0, now: nil) } : nil
        }
        let gone = left.filter { $0.before != .pass }
        self.init(
            path: since.path, written: since.written, worse: worse, better: better, new: new, gone: gone,
            unchanged: unchanged, newPasses: newPasses, gonePasses: left.count - gone.count)
    }

    fileprivate struct Key: Hashable {
        let rule: String
        let subject: String
    }

    /// What is said of a rule and a subject.
    fileprivate struct Told {
        let standing: Standing
        let observed: String?
    }

    /// The gravest that is said of each rule and subject, in the order in which they came.
    private struct Verdicts {
        private(set) var keys: [Key] = []
        private var told: [Key: Told] = [:]

        subscript(key: Key) -> Told? { told[key] }

        mutating func add(_ standing: Standing, _ observed: String?, _ key: Key) {
            let known = told[key]
            if known == nil { keys.append(key) }
            if let known, known.standing <= standing { return }
            told[key] = Told(standing: standing, observed: observed)
        }
    }
}

extension Comparison.Change {
    fileprivate init(_ key: Comparison.Key, before: Comparison.Told?, now: Comparison.Told?) {
        self.init(
            rule: key.rule, subject: key.subject, before: before?.standing, now: now?.standing,
            observedBefore: before?.observed, observedNow: now?.observed)
    }
}
