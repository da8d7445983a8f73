import Evidence

/// Migrations under conditions that grow harder, and where they break.
struct TrialSweep {
    let lines: [String]

    init(_ sweep: Trial.Sweep, ink: Ink) {
        func amount(_ value: Double) -> String {
            switch sweep.what {
            case .rtt: "\(Amounts.milliseconds(value)) ms"
            case .bandwidth: Amounts.bandwidth(value)
            case .dirtyRate: Amounts.rate(value)
            }
        }
        let rows = sweep.points.map { point in
            [
                "  \(amount(point.value))", "\(point.rounds)", Amounts.time(point.totalSeconds),
                point.stunMs.map { "\(Amounts.milliseconds($0)) ms" } ?? "",
                point.sendMBps.map(Amounts.rate) ?? "", point.slowdownPercent.map(Amounts.percent) ?? "no",
                Self.end(point),
            ]
        }
        let name =
            switch sweep.what {
            case .rtt: "added round trip"
            case .bandwidth: "bandwidth"
            case .dirtyRate: "dirty rate"
            }
        var lines = TextTable(
            [[name, "rounds", "time", "stun", "sent at", "slowed by", "outcome"]] + rows, numbers: 1...5
        ).lines
        for (index, point) in sweep.points.enumerated() where point.outcome != .converged {
            lines[index + 1] = ink(lines[index + 1], .error)
        }
        if let ended = sweep.points.first(where: { $0.outcome == .failed }) {
            let ends = [sweep.hardestConverged ?? ended.value, sweep.easiestFailed ?? ended.value]
            let gap =
                ends[0] == ends[1] ? "about \(amount(ends[0]))" : "between \(amount(ends[0])) and \(amount(ends[1]))"
            lines.append(ink("ended early; nothing is known \(gap) of \(name)", .unknown))
            self.lines = lines
            return
        }
        switch (sweep.hardestConverged, sweep.easiestFailed) {
        case (let held?, let broke?):
            lines.append("it breaks between \(amount(held)) and \(amount(broke)) of \(name)")
        case (let held?, nil): lines.append("it still converges at \(amount(held)) of \(name); no harder one was tried")
        case (nil, let broke?):
            lines.append(ink("it does not converge at \(amount(broke)) of \(name), the easiest that was tried", .error))
        case (nil, nil): lines.append(ink("where it breaks was not found", .unknown))
        }
        self.lines = lines
    }

    private static func end(_ point: Trial.SweepPoint) -> String {
        let why = point.why.map { ": \($0.inOneLine)" } ?? ""
        return switch point.outcome {
        case .converged where point.verified == true: "converged"
        case .converged where point.verified == false: "converged, pages do not hold what they must"
        case .converged: "converged, not verified"
        case .notConverged: "did not converge\(why)"
        case .failed: "failed\(why)"
        }
    }
}
