/// What a column must be, in a rule without SQL: `"<= 9000"`, `"{switchMtu}"`, `[a, b]`, `"not x"`.
public struct Condition: Sendable {
    /// The column's value compared as `comparison` to `operand`, both as SQL.
    let comparison: String
    let operand: String

    /// As a person reads it, with placeholders for other columns.
    let expected: Template

    /// The columns it refers to.
    var references: [String] { expected.placeholders }

    /// The SQL that is true when the column meets the condition.
    func sql(_ column: String) -> String { "s.\"\(column)\" \(comparison) \(operand)" }
}

extension Condition {
    /// The condition that a plain or quoted scalar spells.
    init(_ text: String, isPlain: Bool) {
        var rest = text[...]
        var comparison = "="
        for (sign, sql) in [
            ("<=", "<="), (">=", ">="), ("!=", "IS NOT"), ("<", "<"), (">", ">"), ("=", "="), ("not ", "IS NOT"),
        ]
        where rest.hasPrefix(sign) {
            comparison = sql
            rest = rest.dropFirst(sign.count).drop { $0 == " " }
            break
        }
        self.init(
            comparison: comparison, operand: Self.literal(String(rest), isPlain: isPlain), expected: Template(text))
    }

    /// The condition that a list of allowed values spells.
    init(oneOf values: [String]) {
        let list = values.map { Self.literal($0, isPlain: true) }.joined(separator: ", ")
        self.init(
            comparison: "IN", operand: "(\(list))", expected: Template("one of " + values.joined(separator: ", ")))
    }

    private static func literal(_ text: String, isPlain: Bool) -> String {
        if let column = Template(text).placeholders.first, text == "{\(column)}" { return "s.\"\(column)\"" }
        if Double(text) != nil, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }) {
            return text
        }
        if isPlain, text == "true" || text == "false" { return text == "true" ? "1" : "0" }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
