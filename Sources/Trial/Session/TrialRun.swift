import Agent
public import Evidence
public import LinuxSystem

/// Runs a trial: starts the two hosts, moves the guest between them, and tells what came of it.
public struct TrialRun: Sendable {
    private let plan: TrialPlan
    private let tool: Evidence.Tool

    /// How often the progress is told.
    private static let tick: Int64 = 100_000_000

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
        let board = ProgressBoard(guests: plan.concurrent, migrations: plan.migrations)
        let done = try Mailbox<Result<Evidence, any Error>>()
        try BlockingThread(named: "trial") {
            done.put(Result { try evidence(cancellation: cancellation, board: board) })
        }.detach()
        while true {
            progress(board.progress)
            if let evidence = try done.take(until: MonotonicClock.now + Self.tick) { return try evidence.get() }
        }
    }

    private func evidence(cancellation: Cancellation, board: ProgressBoard) throws -> Evidence {
        let started = RealtimeClock.now
        let session = try TrialSession(plan, version: tool.version, cancellation: cancellation, board: board)
        defer { session.end() }
        try session.run()
        return try TrialEvidence(session).evidence(tool: tool, started: started)
    }
}
