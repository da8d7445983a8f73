extension Standing {
    /// Its sign and its word, or another word.
    func badge(_ word: String? = nil) -> Markup {
        "<b class='v \(rawValue)'><span aria-hidden='true'>\(sign)</span> \(word ?? self.word)</b>"
    }

    /// "2 warnings".
    func badge(count: Int) -> Markup { badge("\(Amounts.count(count)) \(noun(count))") }

    /// The word for so many of them.
    func noun(_ count: Int) -> String {
        switch self {
        case .error, .warning: count == 1 ? word : word + "s"
        case .broken: count == 1 ? "rule failed" : "rules failed"
        default: word
        }
    }
}
