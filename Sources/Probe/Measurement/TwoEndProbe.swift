import Agent
public import Evidence
public import LinuxSystem

/// Measures paths with a far end that helps.
public struct TwoEndProbe: Sendable {
    private let plan: ProbePlan
    private let tool: Evidence.Tool

    /// A probe by `plan`, of the tool that the evidence names.
    public init(_ plan: ProbePlan, tool: Evidence.Tool) {
        self.plan = plan
        self.tool = tool
    }

    /// Measures, and tells how far it is.
    ///
    /// Stopped by `cancellation`, or left alone by the far end, it returns what was measured until then, with what is missing
    /// in `voided`. `progress` is called on the caller's thread.
    ///
    /// - Throws: `AgentError` or `MeasurementError` where nothing could be measured; both mean exit code 3.
    public func run(cancellation: Cancellation, progress: (ProbeProgress) -> Void) throws -> Evidence {
        let started = RealtimeClock.now
        let farEnd = try FarEnd(
            via: plan.via, binary: plan.agentPath, version: tool.version, cancellation: cancellation)
        defer { farEnd.end() }
        let run = try ProbeRun(plan, farEnd: farEnd, cancellation: cancellation)
        return try run.measure(tool: tool, started: started, progress: progress)
    }
}
