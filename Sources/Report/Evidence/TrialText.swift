import Evidence

/// A trial migration with all that was seen of it.
struct TrialText {
    let lines: [String]

    init(_ trial: Trial, ink: Ink, isUnicode: Bool) {
        var lines = [TrialSummary(trial, ink: ink).text]
        lines.append(Self.guest(trial))
        lines += Self.conditions(trial)
        lines += TrialCourse(trial, isUnicode: isUnicode).lines
        lines += TrialProof(trial, ink: ink).lines
        // One that failed ended before what was foretold could show.
        if let prediction = trial.prediction, trial.outcome != .failed {
            lines += TrialComparison(trial, prediction, isUnicode: isUnicode).lines
        }
        if let runs = trial.runs, runs.count > 1 { lines += TrialRuns(runs, ink: ink).lines }
        if let sweep = trial.sweep { lines += TrialSweep(sweep, ink: ink).lines }
        if let predictions = trial.predictions, !predictions.isEmpty {
            lines += VMPredictions(predictions, ink: ink).lines
        }
        self.lines = lines
    }

    private static func guest(_ trial: Trial) -> String {
        let workload = trial.workload
        var parts = [Amounts.memory(trial.memoryMB)]
        if let zero = trial.zeroMB, zero > 0 { parts.append("\(Amounts.memory(zero)) of it zero") }
        let vCPUs = Amounts.of(workload.vCPUs, "vCPU")
        parts.append(
            workload.dirtyMBps > 0
                ? "\(vCPUs) dirtying \(Amounts.rate(workload.dirtyMBps)) of \(Amounts.memory(workload.workingSetMB)), "
                    + workload.pattern.inOneLine
                : "\(vCPUs) at rest")
        if !trial.tracker.isEmpty { parts.append("tracked by \(trial.tracker.inOneLine)") }
        return "guest: " + parts.joined(separator: "; ")
    }

    private static func conditions(_ trial: Trial) -> [String] {
        var parts: [String] = []
        if let mbps = trial.calibratedMbps { parts.append("carries \(Amounts.bandwidth(mbps))") }
        if let rtt = trial.rttMs { parts.append("round trip \(Amounts.milliseconds(rtt)) ms") }
        if let added = trial.addedRttMs, added > 0 {
            parts.append("\(Amounts.milliseconds(added)) ms of round trip added by the trial")
        }
        if let cap = trial.maxRateMbps { parts.append("capped at \(Amounts.bandwidth(cap))") }
        if let goal = trial.switchoverGoalMs { parts.append("switchover goal \(Amounts.milliseconds(goal)) ms") }
        return parts.isEmpty ? [] : ["network: " + parts.joined(separator: "; ")]
    }
}
