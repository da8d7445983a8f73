extension Conclusion {
    /// What it says, in words that may stand in a sentence.
    var words: String {
        switch self {
        case .notReady: "not ready"
        case .unknown: "cannot be told"
        case .readyAtRisk: "ready, at a risk"
        case .readyOnPaper: "ready on paper"
        case .ready: "ready"
        }
    }

    /// What it means.
    var sentence: String {
        switch self {
        case .notReady: "Requirements are not met without which migrations fail or are not supported."
        case .unknown: "Facts are missing that decide it, or nothing was checked."
        case .readyAtRisk: "Virtual machines can move live, at a cost or a risk."
        case .readyOnPaper: "Nothing that was declared stands in the way; not all of it was measured."
        case .ready: "Virtual machines can move live, as far as was checked."
        }
    }
}
