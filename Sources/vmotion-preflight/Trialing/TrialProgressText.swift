import Trial

/// How far a trial is, in a line.
struct TrialProgressText {
    let text: String

    /// `place` says which of several trials it is, with a comma and a blank behind.
    init(_ news: TrialProgress, place: String = "") {
        let number = news.migrations > 1 ? "migration \(news.migration) of \(news.migrations), " : ""
        let guests = news.guests > 1 ? "\(news.guests) guests, " : ""
        // What matters most comes first: a narrow terminal cuts the rest off.
        var parts = [Self.step(news)]
        if let seconds = news.secondsLeft { parts.append("\(Self.left(seconds)) left") }
        if let percent = news.slowdownPercent, percent >= 0.5 {
            parts.append("vCPUs slowed by \(Self.whole(percent)) %")
        }
        if let pages = news.pagesLeft { parts.append("\(Self.megabytes(Double(max(0, pages)) * 4096)) to send") }
        if let rate = news.dirtyBytesPerSecond { parts.append("writes \(Self.megabytes(rate))/s") }
        if let rate = news.sendBytesPerSecond { parts.append("sends \(Self.megabytes(rate))/s") }
        text = place + number + guests + parts.joined(separator: ", ")
    }

    private static func step(_ news: TrialProgress) -> String {
        let name =
            switch news.phase {
            case .preparing: "filling the memory"
            case .calibrating: "measuring the link"
            case .precopy: news.round.map { "round \($0)" } ?? "round 1"
            case .switchover: "switching over"
            case .deciding: "the guest stands still until it is decided where it goes on"
            case .fetching: "runs at the destination, fetching the rest"
            case .running: "runs at the destination"
            case .verifying: "looking at every page"
            }
        guard let share = news.share, news.phase != .precopy else { return name }
        return "\(name), \(whole(share * 100)) %"
    }

    private static func megabytes(_ bytes: Double) -> String { "\(whole(bytes / 1e6)) MB" }

    private static func left(_ seconds: Double) -> String {
        let whole = whole(seconds.rounded(.up))
        return whole < 120 ? "\(whole) s" : "\(whole / 60) min"
    }

    /// The nearest whole number of something that may be anything.
    private static func whole(_ value: Double) -> Int { Int(max(0, min(value.isFinite ? value : 0, 1e12)).rounded()) }
}
