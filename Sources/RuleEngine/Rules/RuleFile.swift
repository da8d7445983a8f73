import Facts
import SourceText
import YAMLEvents

/// Reads one rule file.
struct RuleFile {
    private let file: SourceFile
    private var root: DocumentNode

    init(_ file: SourceFile) throws {
        self.file = file
        guard let node = try YAMLNode.read(file) else {
            throw Diagnostic(.error, path: file.path, message: "is empty; a rule file holds one rule")
        }
        root = DocumentNode(node, in: file)
    }

    /// The rule.
    ///
    /// - Throws: ``Diagnostic`` at the key or value that is wrong.
    func rule() throws -> Rule {
        try root.allow(RuleFormat.rule)
        let id = try root.text("id")
        guard id.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2D }),
            !id.isEmpty
        else {
            throw try root.failure("id", "an id has capital letters, digits and hyphens, such as VMN501")
        }
        let checks =
            try root.optionalText("category") == Rule.housekeeping
            ? [] : try root.list("checks")?.map { try check($0) } ?? [check(root)]
        let fix = try root.child("fix")
        try fix.allow(RuleFormat.fix)
        return Rule(
            id: id, name: try root.text("name"), title: try root.text("title"),
            severity: try root.choice("severity", default: nil), category: try root.text("category"),
            status: try root.choice("status", default: .stable), appliesTo: try releases(),
            isIgnorable: try isIgnorable(), parameters: try parameters(), checks: checks,
            message: Template(try root.text("message")), why: try root.text("why"),
            fix: Rule.Fix(
                text: try fix.text("text"), powercli: try fix.optionalText("powercli"),
                esxcli: try fix.optionalText("esxcli")),
            references: try root.texts("references"), frameworks: try frameworks(),
            supersededBy: try root.texts("supersededBy"), tests: try tests(), file: file)
    }

    private func isIgnorable() throws -> Bool {
        switch try root.optionalText("ignorable") {
        case nil, "true": true
        case "false": false
        case let other?: throw try root.failure("ignorable", "ignorable: expected true or false, found \(other)")
        }
    }

    /// `name: {default: 10000, what: "…"}`, in the order of the file.
    private func parameters() throws -> [Rule.Parameter] {
        guard let node = try root.optionalChild("parameters") else { return [] }
        guard let pairs = node.node.pairs else {
            throw try root.failure("parameters", "parameters: expected a mapping from names to default: and what:")
        }
        return try pairs.map { key, value in
            let name = key.text ?? ""
            guard isIdentifier(name) else {
                throw Diagnostic(
                    .error, in: file, at: key.span, message: "a parameter has a name of letters and digits")
            }
            let declared = DocumentNode(value, in: file)
            try declared.allow(RuleFormat.parameter)
            return Rule.Parameter(
                name: name, standard: SQLValue(try declared.value("default")), documentation: try declared.text("what"))
        }
    }

    private func frameworks() throws -> [(name: String, requirements: [String])] {
        guard let node = try root.optionalChild("frameworks") else { return [] }
        guard let pairs = node.node.pairs else {
            throw try root.failure("frameworks", "frameworks: expected a mapping from frameworks to requirements")
        }
        return try pairs.map { ($0.key.text ?? "", try node.texts($0.key.text ?? "")) }
    }

    private func releases() throws -> ReleaseRange? {
        guard let text = try root.optionalText("appliesTo") else { return nil }
        let conditions = try text.split(separator: ",").map { part in
            let words = part.split(separator: " ")
            guard words.count == 2, [">=", "<", ">", "<="].contains(words[0]), Release(String(words[1])) != nil else {
                throw try root.failure("appliesTo", "appliesTo takes releases such as \">= 5.0, < 6.0\"")
            }
            return (comparison: String(words[0]), release: String(words[1]))
        }
        return ReleaseRange(conditions: conditions, description: text)
    }

    private func check(_ node: DocumentNode) throws -> Check {
        if node.node.span != root.node.span {
            try node.allow(RuleFormat.check)
        }
        let subject = try node.text("subject")
        guard let identity = Subjects.identity(of: subject) else {
            let known = FactSchema.tables.map(\.name) + DerivedFacts.tables.map(\.name)
            let hint = nearest(to: subject, among: known).map { "; did you mean \($0)?" } ?? ""
            throw try node.failure("subject", "there is no table \(subject)\(hint)")
        }
        let at = try factName(node, "at", on: identity)
        return Check(
            subject: subject, subjectNode: try node.value("subject"), population: try population(node),
            requires: try requires(node, subject: subject, identity: identity), requirement: try requirement(node),
            shows: try node.node["shows"].map { Check.SQLText(sql: try node.text("shows"), node: $0) },
            at: at, peersAt: try node.optionalText("peersAt") == nil ? at : try factName(node, "peersAt", on: identity))
    }

    private func population(_ node: DocumentNode) throws -> Check.SQLText? {
        guard let value = node.node["where"] else { return nil }
        if let sql = value.text { return Check.SQLText(sql: sql, node: value) }
        let sql = try conditions(DocumentNode(value, in: file)).map { $0.condition.sql($0.column) }.joined(
            separator: " AND ")
        return Check.SQLText(sql: sql, node: value)
    }

    private func requirement(_ node: DocumentNode) throws -> Check.Requirement {
        switch (node.node["require"], node.node["query"]) {
        case (let conditions?, nil): .conditions(try self.conditions(DocumentNode(conditions, in: file)))
        case (nil, let query?):
            .query(Check.SQLText(sql: try node.text("query"), node: query))
        default:
            throw Diagnostic(
                .error, in: file, at: node.node.span,
                message: "a check has either require: (conditions) or query: (SQL)")
        }
    }

    private func conditions(_ node: DocumentNode) throws -> [(column: String, condition: Condition)] {
        guard let pairs = node.node.pairs else {
            throw Diagnostic(
                .error, in: file, at: node.node.span, message: "expected a mapping from columns to conditions")
        }
        return try pairs.map { pair in
            if let text = pair.value.text { return (pair.key.text ?? "", Condition(text, isPlain: pair.value.isPlain)) }
            return (pair.key.text ?? "", Condition(oneOf: try node.texts(pair.key.text ?? "")))
        }
    }

    /// Columns that must be captured: `mtu`, or `switchMtu: standardSwitches.mtu` where the fact has another name.
    private func requires(
        _ node: DocumentNode, subject: String, identity: String
    ) throws -> [(column: String, fact: String, node: YAMLNode)] {
        guard let value = node.node["requires"] else { return [] }
        return try (value.items ?? [value]).flatMap { item in
            if let column = item.text {
                guard let path = FactSchema.table(identity)?.columns.first(where: { $0.name == column })?.path
                else {
                    throw Diagnostic(
                        .error, in: file, at: item.span,
                        message:
                            "\(identity) has no column \(column) of its own; say what fact it is, as in {\(column): table.key}"
                    )
                }
                return [(column, "\(identity).\(path)", item)]
            }
            return (item.pairs ?? []).map { ($0.key.text ?? "", $0.value.text ?? "", $0.key) }
        }
    }

    private func factName(_ node: DocumentNode, _ key: String, on identity: String) throws -> FactName {
        let parts = try node.text(key).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let name =
            parts.count == 1
            ? FactName(table: identity, column: parts[0]) : FactName(table: parts[0], column: parts.last ?? "")
        guard parts.count <= 2, let table = FactSchema.table(name.table) else {
            throw try node.failure(key, "\(name) names no column of a table of facts")
        }
        guard table.index(of: name.column) != nil else {
            let hint = nearest(to: name.column, among: table.columns.map(\.name)).map { "; did you mean \($0)?" } ?? ""
            throw try node.failure(key, "\(name.table) has no column \(name.column)\(hint)")
        }
        return name
    }

    private func tests() throws -> [RuleTest] {
        try (root.list("tests") ?? []).map { try RuleTest($0) }
    }
}
