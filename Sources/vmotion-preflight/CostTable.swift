import RuleEngine

/// What the rules cost, the dearest first.
struct CostTable {
    let text: String

    init(_ costs: [RuleCost]) {
        let total = costs.reduce(0) { $0 + $1.seconds }
        let rows = costs.sorted { $0.seconds > $1.seconds }.map { cost in
            [
                cost.rule.id, Self.padded("\(Int((cost.seconds * 1000).rounded()))", 8),
                Self.padded("\(Int((100 * cost.seconds / max(total, 1e-9)).rounded())) %", 6),
                Self.padded("\(cost.subjects)", 9), Self.padded("\(cost.findings)", 9), cost.rule.name,
            ]
        }
        let head = [
            "RULE", Self.padded("MS", 8), Self.padded("SHARE", 6), Self.padded("SUBJECTS", 9),
            Self.padded("FINDINGS", 9),
            "NAME",
        ]
        let sum = ["all", Self.padded("\(Int((total * 1000).rounded()))", 8), "", "", "", "on all cores together"]
        text = aligned([head] + rows + [sum])
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
