import Evidence

/// One trial migration: how it went, what proves it, and its charts.
struct TrialDetails {
    private let measured: MeasuredTrial
    private var trial: Trial { measured.trial }

    init(_ measured: MeasuredTrial) { self.measured = measured }

    var markup: Markup {
        let why: Markup? = trial.why.map { "<p>\(.text($0.prefix(1).uppercased() + $0.dropFirst())).</p>\n" }
        let verdicts: Markup = measured.verdicts.isEmpty ? "" : measured.verdicts.markup
        return """
            <section class='path'><h3>Trial migration \(route)</h3>
            <p class='says'>\(says). \(verdicts)</p>
            \(why)\(TrialFacts(measured).markup)\(VoidedList(measured.voided).markup)\(charts)\(tables)</section>

            """
    }

    private var route: Markup {
        guard measured.ends.count == 2 else { return "between ends that the evidence does not name" }
        return zip(measured.names, measured.places).map { name, place -> Markup in
            let full: Markup = .name(name.full, most: 60)
            if place.host != nil { return full }
            return "\(full) (\(place.site.map { .name($0, most: 40) } ?? "not in the inventory"))"
        }.joined(" → ")
    }

    private var says: Markup {
        var parts: [Markup] = [
            "\(outcome) in \(Amounts.of(trial.rounds.count, "round")), \(.figure(trial.totalSeconds, "s"))"
        ]
        if let stun = trial.stunMs { parts.append("the guest stood still for \(.figure(stun, "ms"))") }
        if trial.stunMs == nil, trial.outcome == .converged {
            parts.append("how long the guest stood still is not known")
        }
        if let sdps = trial.sdps, sdps.engaged { parts.append("slowed down by \(.figure(sdps.slowdownPercent, "%"))") }
        if let resume = trial.quickResume { parts.append("resumed early with \(.figure(resume.faults)) faults") }
        switch trial.verified {
        case true?:
            let pages: Markup = trial.verifiedPages.map { "all \(.figure($0)) pages" } ?? "every page"
            parts.append("\(pages) verified")
        case false?: parts.append("pages at the destination do not hold what they must")
        case nil: parts.append("contents not verified")
        }
        parts.append("\(TrialSummary.state(trial.guest))")
        return parts.joined("; ")
    }

    private var outcome: Markup {
        let count = trial.runs?.count ?? 0
        let worst: Markup = "The worst of \(Amounts.of(count, "migration"))"
        return switch trial.outcome {
        case .converged: count > 1 ? "\(worst) converged" : "Converged"
        case .notConverged: count > 1 ? "\(worst) did not converge" : "Did not converge"
        case .failed: count > 1 ? "\(worst) failed" : "Failed"
        }
    }

    private var charts: Markup {
        guard !measured.isVoided else { return Markup() }
        let figures = [
            PagesChart(trial: trial).figure, RatesChart(trial: trial).figure, SwitchoverChart(trial: trial).figure,
            PredictionChart(trial: trial).figure, trial.sweep.flatMap { SweepChart(sweep: $0).figure },
            FaultChart(trial: trial).figure,
        ].compactMap { $0?.markup }
        let missing: Markup? = trial.rounds.isEmpty ? "<p class='hint'>No round was measured.</p>\n" : nil
        return figures.isEmpty ? "\(missing)" : "\(missing)<div class='charts'>\n\(figures)</div>\n"
    }

    private var tables: Markup {
        guard !measured.isVoided else { return Markup() }
        return "\(SlowdownTable(trial).markup)\(TrialPairTable(trial).markup)\(RunTable(trial.runs ?? []).markup)"
            + "\(PredictionTable(trial.predictions ?? []).markup)"
    }
}
