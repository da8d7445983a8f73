import Facts
import SourceText
import YAMLEvents

/// A check's statements on one connection, compiled and their columns known to exist.
struct CheckQueries {
    /// How many rows the subject's table has.
    let all: Statement
    /// How many of them the check judges.
    let population: Statement
    /// Their ids.
    let judged: Statement
    /// Rows that lack a required fact: id, then one flag per requirement.
    let lacking: Statement?
    /// Rows that do not meet the requirement.
    let failing: Statement
    /// The failing query's columns.
    let columns: [String]
    /// What is observed and expected of rows that meet the requirement.
    let shown: Statement?
    /// Whether the rule concerns the row with a given id: 1, 0 or NULL; nothing when it concerns all releases.
    let applies: Statement?

    init(_ check: Check, of rule: Rule, on reader: Database) throws {
        let table = "FROM \"\(check.subject)\" AS s"
        let applies = Self.applies(check, of: rule)
        var conditions = check.population.map { ["(\($0.sql))"] } ?? []
        if let applies { conditions.append("((\(applies)) IS NOT 0)") }
        let lacks = check.requires.map { "s.\"\($0.column)\" IS NULL" }
        func whereClause(_ extra: [String]) -> String {
            let all = conditions + extra
            return all.isEmpty ? "" : " WHERE " + all.joined(separator: " AND ")
        }
        func prepare(_ sql: String, blaming node: YAMLNode?) throws -> Statement {
            do {
                return try reader.prepare(sql)
            } catch {
                throw Self.diagnostic(error, sql: nil, node: node ?? check.subjectNode, in: rule.file)
            }
        }
        all = try prepare("SELECT count(*) \(table)", blaming: nil)
        if let population = check.population {
            _ = try prepare("SELECT 1 \(table) WHERE (\(population.sql))", blaming: population.node)
        }
        for required in check.requires {
            _ = try prepare("SELECT s.\"\(required.column)\" \(table)", blaming: required.node)
        }
        population = try prepare("SELECT count(*) \(table)\(whereClause([]))", blaming: check.population?.node)
        judged = try prepare("SELECT s.id \(table)\(whereClause([]))", blaming: check.population?.node)
        lacking =
            lacks.isEmpty
            ? nil
            : try prepare(
                "SELECT s.id, \(lacks.joined(separator: ", ")) \(table)\(whereClause(["(\(lacks.joined(separator: " OR ")))"]))",
                blaming: check.requires.first?.node)
        self.applies = try applies.map { try prepare("SELECT \($0) \(table) WHERE s.id = ?", blaming: nil) }
        switch check.requirement {
        case .conditions(let requirements):
            let met = requirements.map { $0.condition.sql($0.column) }.joined(separator: " AND ")
            let observed = requirements.first.map { "s.\"\($0.column)\"" } ?? "NULL"
            let captured = lacks.isEmpty ? [] : ["NOT (\(lacks.joined(separator: " OR ")))"]
            failing = try prepare(
                "SELECT s.id AS subject, \(observed) AS observed, s.* \(table)\(whereClause(captured + ["NOT (\(met))"]))",
                blaming: requirements.first.map { _ in check.subjectNode })
        case .query(let query):
            do {
                let alone = try reader.prepare(query.sql)
                failing =
                    try check.population.map {
                        try reader.prepare(Self.restrict(query.sql, to: $0.sql, of: check.subject))
                    } ?? alone
            } catch {
                throw Self.diagnostic(error, sql: query.sql, node: query.node, in: rule.file)
            }
        }
        columns = failing.columnNames
        shown = try Self.shown(check, of: rule, on: reader)
        for name in statements.flatMap(\.parameters).map(\.name)
        where !rule.parameters.contains(where: { ":" + $0.name == name }) {
            throw Diagnostic(
                .error, in: rule.file, at: check.subjectNode.span,
                message: "the SQL has \(name), and parameters: does not declare it")
        }
        guard columns.contains("subject") else {
            throw Diagnostic(
                .error, in: rule.file, at: check.subjectNode.span,
                message: "the query must return a column subject: the id of the row of \(check.subject) that fails")
        }
        try checkPlaceholders(of: rule, check)
    }

    private var statements: [Statement] {
        [all, population, judged, failing] + [lacking, shown, applies].compactMap(\.self)
    }

    /// Gives the statements the rule's `parameters`, and makes them ready to run.
    func set(_ parameters: [String: SQLValue]) {
        for statement in statements {
            statement.reset()
            for (name, index) in statement.parameters {
                if let value = parameters[String(name.dropFirst())] { statement.bind(index, value) }
            }
        }
    }

    /// What tells on what passes rest: the rule's own query, or the first condition's column with those that it is
    /// compared to.
    private static func shown(_ check: Check, of rule: Rule, on reader: Database) throws -> Statement? {
        if let query = check.shows {
            let shown: Statement
            do {
                shown = try reader.prepare(query.sql)
            } catch {
                throw diagnostic(error, sql: query.sql, node: query.node, in: rule.file)
            }
            let columns = shown.columnNames
            guard columns.contains("subject") else {
                throw Diagnostic(
                    .error, in: rule.file, at: query.node.span,
                    message: "shows: must return a column subject: the id of a row of \(check.subject)")
            }
            if let unknown = columns.first(where: { !["subject", "at", "observed", "expected"].contains($0) }) {
                throw Diagnostic(
                    .error, in: rule.file, at: query.node.span,
                    message: "shows: returns a column \(unknown); known are subject, at, observed and expected")
            }
            return shown
        }
        guard case .conditions(let conditions) = check.requirement, let first = conditions.first else { return nil }
        let others = first.condition.references.map { ", s.\"\($0)\"" }.joined()
        return try reader.prepare(
            "SELECT s.id AS subject, s.\"\(first.column)\" AS observed\(others) FROM \"\(check.subject)\" AS s")
    }

    /// The placeholders that a finding of `rule` fills, whatever its query returns.
    private static let alwaysFilled: Set<String> = ["subject", "about", "observed", "expected"]

    /// Refuses placeholders that would stay as they are.
    private func checkPlaceholders(of rule: Rule, _ check: Check) throws {
        let texts =
            [rule.message, Template(rule.fix.text)]
            + [rule.fix.powercli, rule.fix.esxcli].compactMap { $0.map(Template.init) }
        for name in texts.flatMap(\.placeholders) where !Self.alwaysFilled.contains(name) && !columns.contains(name) {
            throw Diagnostic(
                .error, in: rule.file, at: check.subjectNode.span,
                message:
                    "the message or the fix has {\(name)}, and the query for \(check.subject) returns no such column")
        }
    }

    /// The query with only the subjects that the check judges.
    private static func restrict(_ sql: String, to population: String, of table: String) -> String {
        var query = sql[...]
        while let last = query.last, last.isWhitespace || last == ";" { query.removeLast() }
        return
            "SELECT * FROM (\n\(query)\n) WHERE subject IN (SELECT s.id FROM \"\(table)\" AS s WHERE (\(population)))"
    }

    /// The releases of the rule as a condition on the subject's host; tables without a host are not restricted.
    private static func applies(_ check: Check, of rule: Rule) -> String? {
        guard let range = rule.appliesTo else { return nil }
        let derived = DerivedFacts.table(check.subject)?.columns.map(\.name) ?? []
        let columns = FactSchema.table(check.subject)?.columns.map(\.name) ?? derived
        if columns.contains("versionNumber"), check.subject != "distributedSwitches" {
            return range.sql("s.versionNumber")
        }
        guard columns.contains("hostID") else { return nil }
        return "s.hostID IS NULL OR (" + range.sql("(SELECT versionNumber FROM hosts WHERE id = s.hostID)") + ")"
    }

    /// What SQLite has against a rule's text, at the line and column in the rule file.
    static func diagnostic(_ error: any Error, sql: String?, node: YAMLNode, in file: SourceFile) -> any Error {
        guard let error = error as? SQLError else { return error }
        var position = file.position(at: node.span.offset)
        if let sql, let offset = error.byteOffset { position = node.position(ofByte: offset, in: sql, file: file) }
        return Diagnostic(.error, path: file.path, position: position, message: "in SQL: \(error.message)")
    }
}

extension YAMLNode {
    /// Where byte `offset` of the scalar's content stands in the file, block scalars included.
    func position(ofByte offset: Int, in content: String, file: SourceFile) -> SourcePosition {
        let start = file.position(at: span.offset)
        let before = String(decoding: content.utf8.prefix(offset), as: UTF8.self)
        let line = before.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        let column = before.split(separator: "\n", omittingEmptySubsequences: false).last?.unicodeScalars.count ?? 0
        let header = file.text(ofLine: start.line)?.unicodeScalars.dropFirst(start.column - 1).first
        guard header == "|" || header == ">" else {
            return SourcePosition(line: start.line, column: start.column + column + (isPlain ? 0 : 1))
        }
        // The content of a block scalar starts below its header; its first line shows the indentation.
        var first = start.line + 1
        while let text = file.text(ofLine: first), text.allSatisfy(\.isWhitespace), first < file.lineCount {
            first += 1
        }
        let indentation = file.text(ofLine: first)?.prefix { $0 == " " }.count ?? 0
        return SourcePosition(line: start.line + 1 + line, column: indentation + column + 1)
    }
}
