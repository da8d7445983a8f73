import RuleEngine

extension Summary {
    /// What was said how often, in one line.
    var counted: String {
        func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
        let broken = self[.broken] > 0 ? [count(self[.broken], "rule") + " not evaluated"] : []
        let counts = [
            count(self[.error], "error"), count(self[.warning], "warning"), "\(self[.info]) info",
            "\(self[.unknown]) unknown", "\(self[.waived]) waived", "\(self[.pass]) passed",
            "\(self[.notApplicable]) not applicable",
        ]
        return (broken + counts).joined(separator: ", ")
    }
}

extension ComplianceReport {
    /// What it all amounts to, and how often each verdict was given, in one line.
    public var headline: String {
        let whole = Summaries(self).whole
        return "\(whole.conclusion.words): \(whole.counted)"
    }
}
