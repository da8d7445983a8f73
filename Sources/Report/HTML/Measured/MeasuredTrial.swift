import Evidence

/// A trial migration with where its ends stand and what the rules say of it.
struct MeasuredTrial {
    let file: String
    let evidence: Evidence
    let trial: Trial
    /// The names of the ends that it moved between; nothing where the evidence has none.
    let ends: [String]
    let places: [Measurement.Place]
    /// What those ends are called.
    let names: [EndNames.Name]
    let verdicts: [RuleVerdict]
    /// What of it cannot be relied upon.
    let voided: [VoidedFigure]

    /// Whether nothing of it can be relied upon.
    var isVoided: Bool { voided.contains { $0.figure == "trial" } }

    /// The gravest of what the rules say and of what must never happen.
    var standing: Standing {
        let runs = trial.runs ?? []
        let isDamaged =
            trial.outcome == .failed || trial.guest == .lost || trial.twoCopiesSeen == true || trial.verified == false
            || runs.contains { $0.outcome == .failed || $0.twoCopiesSeen == true || $0.verified == false }
        let own: Standing =
            isVoided
            ? .unknown
            : isDamaged
                ? .error : trial.outcome == .notConverged ? .warning : trial.verified == nil ? .unknown : .pass
        return min(verdicts.map(\.standing).min() ?? own, own)
    }

    /// The trials of a report, in the order of the evidence.
    static func all(in report: ComplianceReport, _ verdicts: MeasuredVerdicts) -> [MeasuredTrial] {
        let names = EndNames(report.measurements)
        return report.measurements.compactMap { measurement in
            let evidence = measurement.evidence
            guard let trial = evidence.trial else { return nil }
            let ends = trial.pairs?.first.map { [$0.from, $0.to] } ?? Array(evidence.ends.map(\.name).prefix(2))
            let known = ends.count == 2 ? ends : []
            return MeasuredTrial(
                file: measurement.path, evidence: evidence, trial: trial.withoutVoided(evidence.voided), ends: known,
                places: known.map(measurement.place), names: known.map { names($0, in: measurement.path) },
                verdicts: verdicts.ofTrial(known.isEmpty ? ["source", "destination"] : known, in: measurement.path),
                voided: evidence.voided)
        }
    }
}

extension Trial {
    /// The trial without the figures that cannot be relied upon.
    fileprivate func withoutVoided(_ voided: [VoidedFigure]) -> Trial {
        var trial = self
        for void in voided {
            switch void.figure {
            case "stunMs", "trial.stunMs": (trial.stunMs, trial.stun) = (nil, nil)
            case "trial.longestSilenceMs": trial.longestSilenceMs = nil
            case "trial.afterSourceKilled": trial.afterSourceKilled = nil
            case "trial.verified": (trial.verified, trial.verifiedPages) = (nil, nil)
            case "trial.prediction": trial.prediction = nil
            default: break
            }
        }
        return trial
    }
}
