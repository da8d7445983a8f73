extension Conclusion {
    /// What it says, in words.
    var words: String {
        switch self {
        case .notReady: "Not ready"
        case .unknown: "Cannot be told"
        case .readyAtRisk: "Ready, at a risk"
        case .readyOnPaper: "Ready on paper"
        case .ready: "Ready"
        }
    }

    /// What it means.
    var sentence: String {
        switch self {
        case .notReady: "Requirements are not met without which migrations fail or are not supported."
        case .unknown: "Facts are missing that decide it, or nothing was checked."
        case .readyAtRisk: "Virtual machines can move live, at a cost or a risk."
        case .readyOnPaper: "Nothing that was declared stands in the way; nothing was measured."
        case .ready: "Virtual machines can move live, as far as was checked."
        }
    }
}
