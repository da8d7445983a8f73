import Facts
import SourceText
import YAMLEvents

/// One rule's verdicts.
struct RuleEvaluation: Sendable {
    /// A finding with what supersession looks at.
    struct Judged: Sendable {
        var finding: Finding
        let subject: Int64
        let defect: String
    }

    /// Peers shown with a finding; the rest are counted.
    static let peerLimit = 3

    let rule: Rule
    let settings: RuleSettings
    private(set) var findings: [Judged] = []
    private(set) var counts: [Verdict: Int] = [:]
    /// The subjects that meet the requirement, where those are asked for.
    var passes: [Pass] = []
    private let keepsPasses: Bool
    private(set) var cost: RuleCost
    private let budget: Budget
    /// What the rows with findings, and those that tell what passes rest on, hold; SQLite counts only its own memory.
    private var bytes = 0

    init(
        _ rule: Rule, subjects: inout Subjects, settings: RuleSettings, keepsPasses: Bool, budget: Budget
    ) throws {
        let reader = subjects.reader
        self.rule = rule
        self.keepsPasses = keepsPasses
        self.settings = settings
        self.budget = budget
        cost = RuleCost(rule: rule)
        reader.allow(budget)
        defer { cost.seconds = reader.secondsSpent }
        for check in rule.checks {
            let queries = try CheckQueries(check, of: rule, on: reader)
            do {
                try evaluate(check, queries, &subjects)
            } catch let error as SQLError where error.reason == .budget {
                // What was found so far is a part, and nobody could tell which.
                counts = [.error: 1]
                findings = [overrun(error)]
                passes = []
                return
            } catch let error as SQLError {
                throw Diagnostic(.error, in: rule.file, at: check.subjectNode.span, message: "in SQL: \(error.message)")
            }
        }
    }

    private mutating func evaluate(
        _ check: Check, _ queries: CheckQueries, _ subjects: inout Subjects
    ) throws {
        let all = try count(queries.all)
        queries.set(settings.parameters(of: rule, in: Scope()))
        let judged = try count(queries.population)
        var outcome = Outcome()
        for parameters in settings.parameterSets(of: rule) {
            queries.set(parameters)
            try evaluate(check, queries, parameters, &outcome, &subjects)
        }
        let fails = outcome.worst.values.count { $0 == .fail }
        let off = outcome.off.subtracting(outcome.worst.keys).count
        counts[.fail, default: 0] += fails
        counts[.unknown, default: 0] += outcome.worst.count - fails
        counts[.pass, default: 0] += max(0, judged - outcome.worst.count - off)
        counts[.notApplicable, default: 0] += max(0, all - judged) + off
        if keepsPasses { try pass(check, queries, besides: outcome, &subjects) }
        cost.subjects += judged
        cost.findings = findings.count
    }

    /// What has been said of a check's subjects.
    struct Outcome {
        var worst: [Int64: Verdict] = [:]
        /// Subjects with findings where the rule is turned off.
        var off: Set<Int64> = []
        /// The finding on each subject, by its place in ``findings``.
        var byKey: [String: Int] = [:]
    }

    /// Judges where the rule's parameters are `parameters`.
    private mutating func evaluate(
        _ check: Check, _ queries: CheckQueries, _ parameters: [String: SQLValue], _ outcome: inout Outcome,
        _ subjects: inout Subjects
    ) throws {
        var lacks: Set<Int64> = []
        if let lacking = queries.lacking {
            defer { lacking.reset() }
            while try lacking.step() {
                let id = lacking.integer(0)
                let facts = check.requires.enumerated().filter { lacking.integer($0.offset + 1) == 1 }.map(
                    \.element.fact)
                lacks.insert(id)
                let row = ResultRow(subject: id, missing: facts)
                guard var judged = try finding(.unknown, row, check, &subjects),
                    take(&judged, parameters, &outcome)
                else { continue }
                outcome.worst[id] = .unknown
                findings.append(judged)
            }
        }
        defer { queries.failing.reset() }
        while try queries.failing.step() {
            var row = ResultRow(queries.failing, columns: queries.columns)
            try hold(row.byteCount)
            guard !lacks.contains(row.subject) else { continue }
            if let applies = queries.applies {
                applies.bind(1, .integer(row.subject))
                defer { applies.reset() }
                guard try applies.step(), applies.isNull(0) || applies.integer(0) == 1 else { continue }
                if applies.isNull(0) { row.missing.append("hosts.version") }
            }
            let verdict: Verdict = row.missing.isEmpty ? .fail : .unknown
            guard var judged = try finding(verdict, row, check, &subjects),
                take(&judged, parameters, &outcome)
            else { continue }
            if outcome.worst[row.subject] != .fail { outcome.worst[row.subject] = verdict }
            // One subject may fail in several groups of hosts; that is one defect, told once, at its gravest.
            let key = "\(row.subject)/\(row.about ?? "")"
            if let index = outcome.byKey[key] {
                let said = findings[index].finding
                if said.verdict == .unknown && verdict == .fail
                    || said.verdict == verdict && judged.finding.severity < said.severity
                {
                    findings[index] = judged
                }
            } else {
                outcome.byKey[key] = findings.count
                findings.append(judged)
            }
        }
    }

    /// Whether a finding that was made with `parameters` counts where its subject is, and how grave it is there.
    private func take(_ judged: inout Judged, _ parameters: [String: SQLValue], _ outcome: inout Outcome) -> Bool {
        let scope = judged.finding.scope
        guard rule.parameters.isEmpty || settings.parameters(of: rule, in: scope) == parameters else { return false }
        switch settings.level(of: rule, in: scope) {
        case nil, .standard: break
        case .severity(let severity): judged.finding.severity = severity
        case .off:
            outcome.off.insert(judged.subject)
            return false
        }
        return true
    }

    /// Counts memory that stays until the rule has been judged.
    mutating func hold(_ count: Int) throws {
        bytes += count
        guard bytes <= budget.memory / 4 else { throw SQLError.overrun }
    }

    private func count(_ statement: Statement) throws -> Int {
        guard try statement.step() else { return 0 }
        defer { statement.reset() }
        return Int(statement.integer(0))
    }

    private func finding(
        _ verdict: Verdict, _ row: ResultRow, _ check: Check, _ subjects: inout Subjects
    ) throws -> Judged? {
        guard let subject = try subjects.subject(check.subject, row.subject) else {
            throw Diagnostic(
                .error, in: rule.file, at: check.subjectNode.span,
                message: "the query returned \(row.subject) as a subject, and \(check.subject) has no such row")
        }
        let location = try subjects.place(of: check.at, row.at, default: subject)?.location
        let path = subject.path + (row.about.map { [$0] } ?? [])
        let name = row.about == nil ? subject.name : path.joined(separator: "/")
        var peers: [Finding.Peer] = []
        for id in row.peers.prefix(Self.peerLimit) {
            guard let peer = try subjects.subject(check.peersAt.table, id),
                let place = subjects.place(of: check.peersAt.column, peer)
            else { continue }
            peers.append(Finding.Peer(location: place.location, subject: peer.name))
        }
        let expected = row.expected ?? check.expected(row.values)
        var values = row.values
        values["subject"] = name
        values["observed"] = row.observed
        values["expected"] = expected
        values["about"] = row.about
        let missing = row.missing.map { Finding.MissingFact(name: $0, supply: supply(of: $0)) }
        let message =
            verdict == .unknown
            ? "\(rule.title): cannot be told for \(name): \(row.note ?? row.missing.joined(separator: " and ") + " not captured")"
            : rule.message.filled(values)
        let commands = verdict == .unknown ? nil : rule.fix
        let field = check.at.column
        let identity = Subjects.identity(of: check.subject) ?? check.subject
        return Judged(
            finding: Finding(
                rule: rule, verdict: verdict, severity: row.severity ?? rule.severity, message: message, subject: name,
                location: location, peers: peers, furtherPeers: row.peers.count - peers.count, observed: row.observed,
                expected: expected, missing: missing, note: verdict == .unknown ? row.note : nil,
                fingerprint: RuleEngine.fingerprint([rule.id] + path + [field]),
                fix: commands.map { Template($0.text).filled(values) } ?? Self.advice(missing),
                powercli: commands?.powercli.map { Template($0).filled(values, quoting: .powerShell) },
                esxcli: commands?.esxcli.map { Template($0).filled(values, quoting: .shell) }, scope: subject.scope,
                row: "\(check.subject)#\(row.subject)"),
            subject: row.subject, defect: row.defect ?? "\(identity)#\(row.subject)")
    }

    /// What is unknown has to be found out: nobody knows yet whether it needs mending.
    private static func advice(_ missing: [Finding.MissingFact]) -> String {
        missing.map { "\($0.name) is missing" + ($0.supply.isEmpty ? "" : ": \($0.supply)") }.joined(separator: "\n")
    }

    private func supply(of fact: String) -> String {
        let parts = fact.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let table = FactSchema.table(parts[0]) else { return "nobody has published it" }
        return table.columns.first { $0.path == parts[1] }?.supply ?? InventorySchema.root.supply
    }

    private func overrun(_ error: SQLError) -> Judged {
        Judged(
            finding: Finding(
                rule: rule, verdict: .error, severity: .error, message: "\(rule.file.path): \(error.message)",
                subject: rule.id,
                location: nil, peers: [], furtherPeers: 0, observed: nil, expected: nil, missing: [], note: nil,
                fingerprint: rule.id, fix: "Make the query cheaper, or lint fewer hosts at once.", powercli: nil,
                esxcli: nil, scope: Scope(), row: rule.id),
            subject: 0, defect: rule.id)
    }
}
