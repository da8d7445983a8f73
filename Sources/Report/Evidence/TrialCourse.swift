import Evidence

/// The rounds of a trial migration, and what was done about a guest that was too fast.
struct TrialCourse {
    /// Rounds that are shown; of more the first and the last.
    private static let shown = 24

    let lines: [String]

    init(_ trial: Trial, isUnicode: Bool) {
        lines = Self.rounds(trial, isUnicode) + Self.sdps(trial) + Self.quickResume(trial) + Self.pairs(trial)
    }

    private static func rounds(_ trial: Trial, _ isUnicode: Bool) -> [String] {
        guard !trial.rounds.isEmpty else { return [] }
        let hasZero = trial.rounds.contains { $0.zeroPages ?? 0 > 0 }
        let isSlowed = trial.rounds.contains { $0.slowdownPercent ?? 0 > 0 }
        let last = trial.outcome == .converged && trial.quickResume == nil ? trial.rounds.count - 1 : -1
        let all = trial.rounds.enumerated().map { index, round in
            var row = ["  \(index == last ? "stopped" : "\(index + 1)")", Amounts.count(round.pages)]
            if hasZero { row.append(Amounts.count(round.zeroPages ?? 0)) }
            row += [Amounts.size(Double(round.bytes) / 1e6), Amounts.time(round.seconds)]
            row += [Amounts.rate(round.dirtyMBps), Amounts.rate(round.sendMBps)]
            if isSlowed { row.append(round.slowdownPercent.map(Amounts.percent) ?? "") }
            return row
        }
        var head = ["round", "pages"]
        if hasZero { head.append("zero") }
        head += ["sent", "time", "dirtied", "sent at"]
        if isSlowed { head.append("slowed by") }
        let half = shown / 2
        let rows = all.count > shown ? all.prefix(half) + [["  …"]] + all.suffix(half) : all
        let table = TextTable([head] + rows, numbers: 1...head.count).lines
        let series = trial.rounds.enumerated().map { Point(seconds: Double($0), value: Double($1.pages)) }
        let line = Sparkline(series, width: 60, isUnicode: isUnicode).text
        return table + (trial.rounds.count > 2 && !line.isEmpty ? ["pages left: \(line)"] : [])
    }

    private static func sdps(_ trial: Trial) -> [String] {
        guard let sdps = trial.sdps, sdps.engaged, let vCPUs = sdps.vCPUs, !vCPUs.isEmpty else { return [] }
        let rows = vCPUs.prefix(shown).enumerated().map { index, vCPU in
            [
                "  \(index)", Amounts.percent(vCPU.slowdownPercent), Amounts.time(vCPU.pausedMs / 1000),
            ] + (vCPU.stopMs.map(Self.stops) ?? [])
        }
        let more = vCPUs.count - rows.count
        return TextTable([["SDPS: vCPU", "slowed by", "paused", "stops", "p99", "longest"]] + rows, numbers: 1...5)
            .lines
            + (more > 0 ? ["  … and \(Amounts.of(more, "more vCPU"))"] : [])
    }

    private static func stops(_ times: Distribution) -> [String] {
        [Amounts.count(times.count)] + [times.p99, times.max].map { Amounts.milliseconds($0) + " ms" }
    }

    private static func quickResume(_ trial: Trial) -> [String] {
        guard let resume = trial.quickResume else { return [] }
        var parts = [Amounts.of(resume.faults, "fault")]
        if let missing = resume.missingPages { parts.append("\(Amounts.of(missing, "page")) missing at the switch") }
        if let lost = resume.lostPages {
            parts.append("\(Amounts.count(lost)) never came")
        } else if trial.guest != .lost, let seconds = resume.seconds {
            parts.append("all there \(Amounts.time(seconds)) later")
        }
        if resume.backupBytes > 0 {
            parts.append("\(Amounts.bytes(resume.backupBytes)) over the backup file")
        }
        if resume.wentOnOverBackup == true { parts.append("the network failed and the backup file took over") }
        var lines = ["Quick Resume: " + parts.joined(separator: "; ")]
        if let faults = resume.faultMs {
            let row = [faults.min, faults.p50, faults.p90, faults.p99, faults.max].map {
                Amounts.rounded($0, decimals: 3, keepsZeros: true)
            }
            lines += TextTable(
                [["fault ms", "n", "min", "p50", "p90", "p99", "max"], ["", Amounts.count(faults.count)] + row],
                numbers: 1...6
            ).lines.map { "  " + $0 }
        }
        return lines
    }

    private static func pairs(_ trial: Trial) -> [String] {
        guard let pairs = trial.pairs, pairs.count > 1 || pairs.contains(where: { $0.died != nil }) else { return [] }
        let rows = pairs.map { pair in
            [
                "  \(pair.from.inOneLine) → \(pair.to.inOneLine)", "\(pair.streams)", Amounts.size(pair.sentMB),
                Amounts.percent(pair.sharePercent), pair.died.map { "died: \($0.inOneLine)" } ?? "",
            ]
        }
        return TextTable([["by pair", "streams", "sent", "share"]] + rows, numbers: 1...3).lines
    }
}
