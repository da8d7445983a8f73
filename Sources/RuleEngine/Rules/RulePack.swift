public import Facts
public import SourceText
import YAMLEvents

/// The rules of a run, with the limits they join.
public struct RulePack: Sendable {
    /// The rules in the order of their ids.
    public let rules: [Rule]

    /// The limits, for ``Facts/FactStore/seal(limits:)``.
    public let limits: [LimitTable]

    /// The files that they were read from.
    public let files: [SourceFile]

    /// The rule called `id`.
    public func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }

    /// The pack that the binary carries.
    public static func builtin() throws -> RulePack { try parsed.get() }

    /// Read once, since a run asks for it several times.
    private static let parsed = Result { try RulePack(builtinFiles) }

    /// The files of the pack that the binary carries.
    public static var builtinFiles: [SourceFile] {
        embeddedRuleFiles.map { SourceFile(path: "Rules/" + $0.path, bytes: Array($0.text.utf8)) }
    }

    /// The pack in `files`: one rule a file, and limits in files called `limits.yaml`.
    ///
    /// - Throws: ``Diagnostics`` with what is wrong in each file.
    public init(_ files: [SourceFile]) throws {
        var rules: [Rule] = []
        var limits: [LimitTable] = []
        var problems: [Diagnostic] = []
        for file in files {
            do {
                if file.path.split(separator: "/").last == "limits.yaml" {
                    limits += try LimitsFile(file).tables(besides: limits)
                } else {
                    rules.append(try RuleFile(file).rule())
                }
            } catch let problem as Diagnostic {
                problems.append(problem)
            }
        }
        var first: [String: Rule] = [:]
        for rule in rules {
            if let other = first.updateValue(rule, forKey: rule.id) {
                problems.append(
                    Diagnostic(
                        .error, path: rule.file.path,
                        position: try? YAMLNode.read(rule.file)?["id"].map { rule.file.position(at: $0.span.offset) },
                        message: "the id \(rule.id) is taken by \(other.file.path)"))
            }
        }
        for rule in rules {
            for id in rule.supersededBy where first[id] == nil && files.count > 1 {
                problems.append(
                    Diagnostic(
                        .error, path: rule.file.path, message: "supersededBy names \(id), and there is no such rule"))
            }
        }
        if rules.isEmpty, problems.isEmpty {
            problems.append(Diagnostic(.error, path: files.first?.path ?? "rules", message: "there is no rule here"))
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        self.rules = rules.sorted { $0.id < $1.id }
        self.limits = limits
        self.files = files
    }
}

/// Reads `limits.yaml`: tables by name, each a list of rows.
private struct LimitsFile {
    private let file: SourceFile

    init(_ file: SourceFile) { self.file = file }

    /// The tables; SQL takes no letter case for a difference between their names.
    func tables(besides others: [LimitTable]) throws -> [LimitTable] {
        var taken = Set(FactSchema.tables.map(\.name) + DerivedFacts.tables.map(\.name) + others.map(\.name))
        taken = Set(taken.map { $0.lowercased() })
        guard let node = try YAMLNode.read(file), let pairs = node.pairs else {
            throw Diagnostic(.error, path: file.path, message: "limits are a mapping from table names to lists of rows")
        }
        return try pairs.map { name, value in
            guard isIdentifier(name.text ?? ""), let rows = value.items,
                let columns = rows.first?.pairs?.map({ $0.key.text ?? "" }),
                columns.allSatisfy(isIdentifier), Set(columns.map { $0.lowercased() }).count == columns.count,
                (1...100).contains(columns.count)
            else {
                throw Diagnostic(
                    .error, in: file, at: name.span,
                    message: "a table of limits has a name of letters and a list of rows with such names, each once")
            }
            guard taken.insert((name.text ?? "").lowercased()).inserted else {
                throw Diagnostic(
                    .error, in: file, at: name.span,
                    message: "there is a table \(name.text ?? "") already; use another name")
            }
            let needed = DerivedFacts.limits.first { $0.name.lowercased() == name.text?.lowercased() }?.columns ?? []
            if let lacking = needed.first(where: { column in
                !columns.contains { $0.lowercased() == column.lowercased() }
            }) {
                throw Diagnostic(
                    .error, in: file, at: name.span,
                    message:
                        "the table \(name.text ?? "") needs the columns \(needed.joined(separator: ", ")), and has no \(lacking)"
                )
            }
            return LimitTable(
                name: name.text ?? "", columns: columns,
                rows: try rows.map { row in
                    guard let pairs = row.pairs else {
                        throw Diagnostic(.error, in: file, at: row.span, message: "a row of limits is a mapping")
                    }
                    for pair in pairs where !columns.contains(pair.key.text ?? "") {
                        throw Diagnostic(
                            .error, in: file, at: pair.key.span,
                            message: "the table's first row has no column \(pair.key.text ?? "")")
                    }
                    for pair in pairs where pair.value.text == nil {
                        throw Diagnostic(
                            .error, in: file, at: pair.value.span, message: "a limit is a number, a text or null")
                    }
                    return columns.map { row[$0].map(SQLValue.init) ?? .null }
                })
        }
    }
}
