import Evidence

/// What was foretold beside what happened.
struct TrialComparison {
    let lines: [String]

    init(_ trial: Trial, _ prediction: Trial.Prediction, isUnicode: Bool) {
        func row(_ name: String, _ foretold: String, _ happened: String, _ values: (Double, Double)?) -> [String] {
            ["  \(name)", foretold, happened, values.map { Self.difference($0, isUnicode) } ?? ""]
        }
        var rows = [
            row(
                "time", Amounts.time(prediction.totalSeconds), Amounts.time(trial.totalSeconds),
                (prediction.totalSeconds, trial.totalSeconds)),
            row(
                "sent", Amounts.size(prediction.sentMB), Amounts.size(trial.sentMB), (prediction.sentMB, trial.sentMB)),
            row("rounds", Amounts.count(prediction.rounds), Amounts.count(trial.rounds.count), nil),
        ]
        if let stun = trial.stunMs, prediction.converges {
            rows.append(
                row(
                    "stun", "\(Amounts.milliseconds(prediction.stunMs)) ms", "\(Amounts.milliseconds(stun)) ms",
                    (prediction.stunMs, stun)))
        }
        if prediction.slowdownPercent != nil || trial.sdps?.engaged == true {
            rows.append(
                row(
                    "slowdown", prediction.slowdownPercent.map(Amounts.percent) ?? "none",
                    trial.sdps.map { $0.engaged ? Amounts.percent($0.slowdownPercent) : "none" } ?? "none", nil))
        }
        if prediction.converges != (trial.outcome == .converged) {
            rows.append(
                row(
                    "converges", prediction.converges ? "yes" : "no", trial.outcome == .converged ? "yes" : "no", nil))
        }
        lines = TextTable([["", "predicted", "trial", "off by"]] + rows, numbers: 1...3).lines
    }

    private static func difference(_ values: (foretold: Double, happened: Double), _ isUnicode: Bool) -> String {
        guard values.happened > 0 else { return "" }
        let percent = (values.foretold - values.happened) / values.happened * 100
        let text = Amounts.rounded(abs(percent), decimals: abs(percent) < 10 ? 1 : 0)
        return (text == "0" ? "" : percent < 0 ? isUnicode ? "−" : "-" : "+") + text + " %"
    }
}
