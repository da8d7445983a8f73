extension Markup {
    /// A figure that may not have been measured.
    static func measured(_ value: Double?, _ unit: String = "", else words: Markup = "not measured") -> Markup {
        value.map { figure($0, unit) } ?? words
    }

    /// A whole figure that may not have been measured.
    static func measured(_ value: Int?, _ unit: String = "", else words: Markup = "not measured") -> Markup {
        value.map { figure($0, unit) } ?? words
    }
}
