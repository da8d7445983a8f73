import Agent
import LinuxSystem

/// The two hosts of a trial: processes of this tool, one on this machine and one on the far one.
final class TrialHosts: Sendable {
    let near: FarEnd
    let far: FarEnd
    let nearFacts: HostFacts
    let farFacts: HostFacts

    /// Starts both, and asks what they have.
    init(_ plan: TrialPlan, version: String, cancellation: Cancellation) throws {
        let options = plan.maxMemoryBytes.map { ["--max-memory", "\($0 >> 10)KiB"] } ?? []
        let near = try FarEnd(here: plan.nearAgentPath, options: options, version: version, cancellation: cancellation)
        var far: FarEnd?
        do {
            let other = try FarEnd(
                via: plan.via, binary: plan.agentPath, version: version, cancellation: cancellation)
            far = other
            let call = DescribeHost(tracker: plan.migration.tracker)
            (nearFacts, farFacts) = (
                try near.call(call, cancellation: cancellation), try other.call(call, cancellation: cancellation)
            )
            (self.near, self.far) = (near, other)
            try check(plan)
        } catch {
            near.end()
            far?.end()
            throw error
        }
    }

    /// Whether both run on one machine, and so have one monotonic clock.
    var shareAClock: Bool { nearFacts.boot != nil && nearFacts.boot == farFacts.boot }

    /// Ends both.
    func end() {
        near.end()
        far.end()
    }

    private func check(_ plan: TrialPlan) throws {
        let asked = plan.guest.memoryBytes * plan.concurrent
        let names = plan.concurrent == 1 ? "the guest's memory takes" : "\(plan.concurrent) guests take"
        for (facts, place) in [(nearFacts, "on this machine"), (farFacts, "at the far end")] {
            guard asked <= facts.mostBytes else {
                throw AgentError(
                    "\(names) \(asked >> 20) MiB, and \(place) they may take \(facts.mostBytes >> 20) MiB "
                        + "(\(facts.limit)); ask for less with --memory")
            }
        }
        guard !shareAClock || 2 * asked <= nearFacts.mostBytes else {
            throw AgentError(
                "both ends are one machine, where \(names) twice \(asked >> 20) MiB, and may take "
                    + "\(nearFacts.mostBytes >> 20) MiB (\(nearFacts.limit)); ask for less with --memory")
        }
        for (facts, place, isSource) in [
            (nearFacts, "on this machine", true), (farFacts, "at the far end", plan.thereAndBack || plan.repeats > 1),
        ] {
            guard isSource, let obstacle = facts.trackerObstacle else { continue }
            throw AgentError("\(place): \(obstacle)")
        }
    }
}
