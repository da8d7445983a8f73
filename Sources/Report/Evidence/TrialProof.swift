import Evidence

/// What shows that the guest moved whole, and how little of it its users saw.
struct TrialProof {
    let lines: [String]

    init(_ trial: Trial, ink: Ink) {
        lines = Self.stillness(trial) + [Self.contents(trial, ink)] + Self.aftermath(trial)
    }

    private static func stillness(_ trial: Trial) -> [String] {
        var parts: [String] = []
        if let stun = trial.stunMs {
            let ends = [
                trial.stun?.sourceMs.map { "\(Amounts.milliseconds($0)) by the source" },
                trial.stun?.destinationMs.map { "\(Amounts.milliseconds($0)) by the destination" },
            ].compactMap(\.self)
            parts.append(
                "stun \(Amounts.milliseconds(stun)) ms"
                    + (ends.isEmpty ? "" : " (\(ends.joined(separator: ", ")))"))
        }
        if let silence = trial.longestSilenceMs {
            let usual = trial.usualSilenceMs.map { ", where \(Amounts.milliseconds($0)) ms are usual" } ?? ""
            parts.append("longest silence \(Amounts.milliseconds(silence)) ms\(usual)")
        }
        if let beats = trial.heartbeats {
            parts.append(
                "\(Amounts.of(beats.received, "heartbeat")), \(beats.lost == 0 ? "none" : Amounts.count(beats.lost)) lost"
            )
        }
        return parts.isEmpty ? [] : [parts.joined(separator: "; ")]
    }

    private static func contents(_ trial: Trial, _ ink: Ink) -> String {
        var parts: [String] = []
        switch trial.verified {
        case true?:
            parts.append("\(trial.verifiedPages.map { "all \(Amounts.of($0, "page"))" } ?? "every page") verified")
        case false?: parts.append(ink("pages do not hold what they must", .error))
        case nil: parts.append(ink("contents not verified", .unknown))
        }
        if let damaged = trial.damagedPages, damaged > 0 {
            parts.append("\(Amounts.of(damaged, "damaged page")) noticed on arrival and sent again")
        }
        switch trial.twoCopiesSeen {
        case true?: parts.append(ink("two copies of the guest ran", .error))
        case false?: parts.append("never two copies")
        case nil: parts.append(ink("nobody listened for a second copy", .unknown))
        }
        // Of any other the first line tells what became of it.
        if trial.outcome == .converged { parts.append(TrialSummary.state(trial.guest)) }
        return parts.joined(separator: "; ")
    }

    private static func aftermath(_ trial: Trial) -> [String] {
        guard let after = trial.afterSourceKilled else { return [] }
        return [
            "the source was killed, and \(Amounts.of(after.heartbeats, "heartbeat")) of the guest came in the "
                + "\(Amounts.time(after.seconds)) that followed"
        ]
    }
}
