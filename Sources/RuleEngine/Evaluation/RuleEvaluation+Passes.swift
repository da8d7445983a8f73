import Facts

extension RuleEvaluation {
    /// What a subject that passes has, and should have.
    private struct Shown {
        let at: Int64?
        let observed: String?
        let expected: String?
    }

    /// Notes the subjects that nothing was said of, with what that rests on.
    mutating func pass(
        _ check: Check, _ queries: CheckQueries, besides outcome: Outcome, _ subjects: inout Subjects
    ) throws {
        let sets = settings.parameterSets(of: rule)
        let shown = try sets.map { try self.shown(check, queries, $0, besides: outcome) }
        queries.set(settings.parameters(of: rule, in: Scope()))
        defer { queries.judged.reset() }
        while try queries.judged.step() {
            let id = queries.judged.integer(0)
            guard outcome.worst[id] == nil, !outcome.off.contains(id),
                let subject = try subjects.subject(check.subject, id)
            else { continue }
            let set = sets.count == 1 ? 0 : sets.firstIndex(of: settings.parameters(of: rule, in: subject.scope)) ?? 0
            let own = shown[set][id]
            let place = try subjects.place(of: check.at, own?.at, default: subject)
            passes.append(
                Pass(
                    subject: subject.name, observed: own?.observed, expected: own?.expected, location: place?.location,
                    isValue: place?.isValue ?? false, scope: subject.scope))
        }
    }

    /// What the subjects have that nothing was said of, where the rule's parameters are `parameters`.
    private mutating func shown(
        _ check: Check, _ queries: CheckQueries, _ parameters: [String: SQLValue], besides outcome: Outcome
    ) throws -> [Int64: Shown] {
        guard let statement = queries.shown else { return [:] }
        queries.set(parameters)
        defer { statement.reset() }
        let columns = statement.columnNames
        func place(_ name: String) -> Int? { columns.firstIndex(of: name) }
        let (subject, at, observed, expected) = (place("subject"), place("at"), place("observed"), place("expected"))
        func text(_ column: Int?) -> String? {
            column.flatMap { statement.isNull($0) ? nil : statement.value($0).description }
        }
        var shown: [Int64: Shown] = [:]
        while let subject, try statement.step() {
            let id = statement.integer(subject)
            guard outcome.worst[id] == nil, shown[id] == nil else { continue }
            var row = Shown(
                at: at.flatMap { statement.isNull($0) ? nil : statement.integer($0) }, observed: text(observed),
                expected: text(expected))
            if case .conditions = check.requirement, check.shows == nil {
                row = Shown(at: nil, observed: row.observed, expected: check.expected(values(statement, columns)))
            }
            try hold((row.observed?.utf8.count ?? 0) + (row.expected?.utf8.count ?? 0))
            shown[id] = row
        }
        return shown
    }

    private func values(_ statement: Statement, _ columns: [String]) -> [String: String] {
        Dictionary(
            columns.indices.map { (columns[$0], statement.value($0).description) },
            uniquingKeysWith: { first, _ in first })
    }
}
