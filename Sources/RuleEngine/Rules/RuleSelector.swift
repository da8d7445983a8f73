import SourceText

/// Names one rule or several: an id, a rule's name, a pattern of ids such as `VMN4*`, a category, or `all`.
struct RuleSelector: Sendable {
    /// As it is written.
    let text: String

    init(_ text: String) { self.text = text }

    /// Whether it names `rule`.
    func names(_ rule: Rule) -> Bool {
        isOne(rule) || text == "all" || text == rule.category || (isPattern && rule.id.hasPrefix(text.dropLast()))
    }

    /// Whether it is the id or the name of `rule`.
    func isOne(_ rule: Rule) -> Bool { text.uppercased() == rule.id || text == rule.name }

    /// How narrow it is.
    var rank: Int {
        if text == "all" { return 1 }
        if isPattern { return 3 }
        return text.contains { $0.isNumber || $0 == "-" } ? 4 : 2
    }

    private var isPattern: Bool { text.hasSuffix("*") }

    /// What to write for the name of one rule.
    static func hintForOne(for text: String, among rules: [Rule]) -> String {
        let several = text.contains("*") || text == "all" || rules.contains { $0.category == text }
        if several { return "one rule's id or name is needed here" }
        return nearest(to: text, among: rules.flatMap { [$0.id, $0.name] }).map { "did you mean \($0)?" }
            ?? "see vmotion-preflight rules list"
    }

    /// Names that it was probably meant to be.
    static func hint(for text: String, among rules: [Rule]) -> String {
        let known = rules.flatMap { [$0.id, $0.name] } + Set(rules.map(\.category)).sorted() + ["all"]
        return nearest(to: text, among: known).map { "did you mean \($0)?" } ?? "see vmotion-preflight rules list"
    }
}
