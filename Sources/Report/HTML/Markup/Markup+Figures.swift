extension Markup {
    /// A figure of the evidence: what is shown is rounded, `value` is not.
    static func figure(_ value: Double, _ unit: String = "", decimals: Int? = nil) -> Markup {
        let shown = shown(value, decimals: decimals) + (unit.isEmpty ? "" : "\u{A0}\(unit)")
        return value.isFinite ? "<data value='\(value.description)'>\(shown)</data>" : "\(shown)"
    }

    /// A whole figure of the evidence.
    static func figure(_ value: Int, _ unit: String = "") -> Markup {
        "<data value='\(value)'>\(Amounts.count(value))\(unit.isEmpty ? "" : "\u{A0}\(unit)")</data>"
    }

    /// The number with the three or four digits that mean something.
    static func shown(_ value: Double, decimals: Int? = nil) -> String {
        let size = abs(value)
        let usual = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 0.1 || size == 0 ? 2 : 3
        return Amounts.rounded(value, decimals: decimals ?? usual)
    }
}
