import Evidence

/// How long pages that had not come yet kept a guest waiting which was resumed early.
struct FaultChart {
    let trial: Trial

    var figure: ChartFigure? {
        guard let resume = trial.quickResume, let faults = resume.faultMs else { return nil }
        let row = DistributionChart.Row(samples: "faults", name: "faults", distribution: faults)
        return DistributionChart(title: "Quick Resume: waiting for pages", rows: [row], limitMs: nil).figure
    }
}
