public import Evidence
public import LinuxSystem

/// Measures paths to addresses where nobody helps: echo, path MTU, ports, hops, conflicts of addresses.
public struct OneEndProbe: Sendable {
    private let plan: OneEndPlan
    private let tool: Evidence.Tool

    /// A probe by `plan`, of the tool that the evidence names.
    public init(_ plan: OneEndPlan, tool: Evidence.Tool) {
        self.plan = plan
        self.tool = tool
    }

    /// Measures, and tells how far it is.
    ///
    /// Stopped by `cancellation`, it returns what was measured until then. `progress` is called on the caller's thread.
    ///
    /// - Throws: where nothing could be measured: an interface or a way is missing.
    public func run(
        cancellation: Cancellation, progress: (ProbeProgress) -> Void
    ) throws(MeasurementError) -> Evidence {
        let started = RealtimeClock.now
        var measured: [OneEndPath] = []
        var refusal: MeasurementError?
        for (index, pair) in plan.pairs.enumerated() where !cancellation.isCancelled || measured.isEmpty {
            let rest = Double(plan.pairs.count - index - 1) * OneEndSchedule(plan).total
            do throws(MeasurementError) {
                let path = try OneEndPath(plan, pair, number: index)
                path.measure(unless: cancellation) { step, seconds in
                    progress(ProbeProgress(step: "\(path.to.name): \(step)", secondsLeft: seconds + rest))
                }
                measured.append(path)
            } catch {
                refusal = refusal ?? error
            }
        }
        if measured.isEmpty, let refusal { throw refusal }
        var evidence = Evidence(
            kind: .probe, tool: tool, started: Timestamp.text(started), finished: Timestamp.text(RealtimeClock.now))
        evidence.paths = measured.map(\.path)
        evidence.voided = measured.flatMap(\.voided)
        for end in measured.flatMap({ [$0.from, $0.to] }) where !evidence.ends.contains(where: { $0.name == end.name })
        {
            evidence.ends.append(end)
        }
        if cancellation.isCancelled { evidence.interrupted = true }
        return evidence
    }
}
