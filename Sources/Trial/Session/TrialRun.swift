import Agent
public import Evidence
public import LinuxSystem

/// Runs a trial: starts the two hosts, moves the guest between them, and tells what came of it.
public struct TrialRun: Sendable {
    private let plan: TrialPlan
    private let tool: Evidence.Tool

    /// A trial by `plan`, of the tool that the evidence names.
    public init(_ plan: TrialPlan, tool: Evidence.Tool) {
        self.plan = plan
        self.tool = tool
    }

    /// Moves the guest, and tells how far it is; `progress` is called on the caller's thread, some times a second.
    ///
    /// Stopped by `cancellation` before the guest was handed over, the guest goes on at the source; then all is torn down, and
    /// the evidence says that it was interrupted. A migration that fails is evidence as well, with what became of the guest.
    ///
    /// - Throws: `AgentError` where no migration could be begun; it means exit code 3.
    public func run(cancellation: Cancellation, progress: (TrialProgress) -> Void) throws -> Evidence {
        throw AgentError("the trial is not built yet")
    }
}
