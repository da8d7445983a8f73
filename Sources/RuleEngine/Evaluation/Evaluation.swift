public import Facts
import SourceText
import Synchronization

/// The verdicts of a rule pack on a fact store.
public struct Evaluation: Sendable {
    /// How many verdicts of each kind there are, over all rules and subjects.
    public private(set) var summary: [Verdict: Int] = [:]

    /// What does not simply pass: graver first, then in the order of the files.
    public private(set) var findings: [Finding] = []

    /// The subjects that meet each rule's requirement, by the rule's id; nothing where they were not asked for.
    public private(set) var passes: [String: [Pass]] = [:]

    /// How many subjects each rule does not concern, by the rule's id.
    public private(set) var notApplicable: [String: Int] = [:]

    /// What each rule cost.
    public private(set) var costs: [RuleCost] = []

    /// Judges the facts of `store` by the rules of `pack`, on as many cores as there are.
    ///
    /// With `keepsPasses` the subjects that pass are told one by one, and not only counted.
    /// - Throws: a diagnostic in the rule file when a rule cannot be compiled.
    public init(
        _ pack: RulePack, on store: FactStore, settings: RuleSettings = RuleSettings(), cores: Int = 1,
        keepsPasses: Bool = false, budget: Budget? = nil
    ) throws {
        let budget = budget ?? .forRows(store.rowCount)
        let rules = pack.rules.filter { !$0.checks.isEmpty && !settings.isOff($0) }
        let results = try Self.results(
            rules, on: store, settings: settings, cores: cores, keepsPasses: keepsPasses, budget: budget)
        costs = results.map(\.cost)
        for verdict in Verdict.allCases { summary[verdict] = 0 }
        let failed = Dictionary(
            uniqueKeysWithValues: results.map { result in
                (result.rule.id, Set(result.findings.filter { $0.finding.verdict == .fail }.map(\.defect)))
            })
        for result in results {
            var kept: [RuleEvaluation.Judged] = []
            var superseded: Set<Int64> = []
            for judged in result.findings {
                let isSaidElsewhere = result.rule.supersededBy.contains { failed[$0]?.contains(judged.defect) == true }
                if isSaidElsewhere { superseded.insert(judged.subject) } else { kept.append(judged) }
            }
            superseded.subtract(kept.map(\.subject))
            findings += kept.map(\.finding)
            if keepsPasses { passes[result.rule.id] = result.passes }
            notApplicable[result.rule.id] = result.counts[.notApplicable, default: 0] + superseded.count
            for (verdict, count) in result.counts { summary[verdict, default: 0] += count }
            for subject in superseded {
                // Judged by another rule: not this one's business any more.
                let verdict = result.findings.first { $0.subject == subject }?.finding.verdict ?? .fail
                summary[verdict, default: 0] -= 1
                summary[.notApplicable, default: 0] += 1
            }
        }
        findings.sort(by: Self.isBefore)
    }

    private static func isBefore(_ left: Finding, _ right: Finding) -> Bool {
        if left.verdict != right.verdict { return order(left.verdict) < order(right.verdict) }
        if left.severity != right.severity { return left.severity < right.severity }
        let (a, b) = (left.location, right.location)
        if a?.file.path != b?.file.path { return (a?.file.path ?? "") < (b?.file.path ?? "") }
        if a?.span.offset != b?.span.offset { return (a?.span.offset ?? 0) < (b?.span.offset ?? 0) }
        return (left.rule.id, left.fingerprint) < (right.rule.id, right.fingerprint)
    }

    private static func order(_ verdict: Verdict) -> Int {
        switch verdict {
        case .error: 0
        case .fail: 1
        case .unknown: 2
        default: 3
        }
    }

    /// Every rule's result; each core takes the next rule when it is done with one.
    private static func results(
        _ rules: [Rule], on store: FactStore, settings: RuleSettings, cores: Int, keepsPasses: Bool, budget: Budget
    ) throws -> [RuleEvaluation] {
        let next = Atomic<Int>(0)
        let done = Mutex<[(index: Int, result: Result<RuleEvaluation, any Error>)]>([])
        let work: @Sendable () -> Void = {
            do {
                var subjects = Subjects(store, try store.reader())
                while true {
                    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard index < rules.count else { return }
                    let result = Result {
                        try RuleEvaluation(
                            rules[index], subjects: &subjects, settings: settings, keepsPasses: keepsPasses,
                            budget: budget)
                    }
                    done.withLock { $0.append((index, result)) }
                }
            } catch {
                done.withLock { $0.append((rules.count, .failure(error))) }
            }
        }
        Workers.run(max(1, min(cores, rules.count)), work)
        return try done.withLock { $0.sorted { $0.index < $1.index } }.map { try $0.result.get() }
    }

    /// Changes findings with `change`, and the counts with them: a row counts as the gravest of what one rule says of it.
    mutating func revise(_ change: (inout Finding) -> Void) {
        let before = verdictsOfRows()
        for index in findings.indices { change(&findings[index]) }
        for (row, verdict) in verdictsOfRows() {
            guard let old = before[row], old != verdict else { continue }
            summary[old, default: 0] -= 1
            summary[verdict, default: 0] += 1
        }
        findings.sort(by: Self.isBefore)
    }

    /// Adds findings that follow from others.
    mutating func add(_ more: [Finding?]) {
        let more = more.compactMap { $0 }
        findings += more
        summary[.fail, default: 0] += more.count
        findings.sort(by: Self.isBefore)
    }

    private func verdictsOfRows() -> [String: Verdict] {
        var verdicts: [String: Verdict] = [:]
        for finding in findings {
            let row = "\(finding.rule.id) \(finding.row)"
            if let other = verdicts[row], Self.order(other) <= Self.order(finding.verdict) { continue }
            verdicts[row] = finding.verdict
        }
        return verdicts
    }
}
