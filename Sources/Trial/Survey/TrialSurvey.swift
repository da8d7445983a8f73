public import Agent
public import Evidence
public import LinuxSystem

/// Looks at both hosts of a trial without moving anything.
public struct TrialSurvey: Sendable {
    /// What a host can give.
    public struct Host: Sendable {
        /// What the machine knows of the address that it is to be reached at.
        public let end: EndFacts?
        /// Memory that guests may take, in bytes.
        public let freeBytes: Int
        /// What sets that limit.
        public let limit: String
        /// How written pages are found there; nil where they cannot be.
        public let tracker: String?
        /// Why it cannot be a host, as a sentence without a full stop.
        public let obstacle: String?

        init(_ facts: HostFacts, end: EndFacts?) {
            (self.end, freeBytes, limit, tracker) = (end, facts.mostBytes, facts.limit, facts.tracker)
            obstacle = facts.trackerObstacle ?? facts.directoryObstacle
        }
    }

    /// This machine.
    public let near: Host

    /// The far one.
    public let far: Host

    /// Whether both are one machine, where the memory is needed twice.
    public let isOneMachine: Bool

    /// Asks both hosts what they can give `plan`.
    ///
    /// - Throws: `AgentError` where the far host cannot be asked; it means exit code 3.
    public init(_ plan: TrialPlan, tool: Evidence.Tool, cancellation: Cancellation) throws {
        guard let pair = plan.pairs.first, let address = pair.far.address else {
            throw AgentError("there is no pair of addresses to move a guest over")
        }
        let farEnd = try FarEnd(
            via: plan.via, binary: plan.agentPath, version: tool.version, cancellation: cancellation)
        defer { farEnd.end() }
        let ask = DescribeHost(tracker: plan.migration.tracker, backupDirectory: plan.backupDirectory)
        let (nearFacts, farFacts) = (
            TrialHost(maxMemoryBytes: plan.maxMemoryBytes).facts(ask), try farEnd.call(ask, cancellation: cancellation)
        )
        isOneMachine = nearFacts.boot != nil && nearFacts.boot == farFacts.boot
        far = Host(
            farFacts,
            end: try farEnd.call(
                DescribeEnd(address: address.description, interface: pair.far.interface), cancellation: cancellation))
        let own = try pair.near.address ?? Route.to(address).source
        near = Host(
            nearFacts, end: own.map { EndFacts(address: $0, interface: pair.near.interface) })
    }

    /// What the network between them carries at the most, in bytes of pages a second, by the speed of their interfaces.
    public func linkBytesPerSecond(pairs: Int) -> Double? {
        guard let near = near.end?.speedMbps, let far = far.end?.speedMbps, min(near, far) > 0 else { return nil }
        // 1448 of 1538 bytes on the wire, with an MTU of 1500.
        return Double(min(near, far)) * 1e6 / 8 * 1448 / 1538 * Double(pairs)
    }
}

extension TrialPlan {
    /// Bytes that all guests take at each host.
    public var memoryBytes: Int { guest.memoryBytes.multipliedReportingOverflow(by: concurrent).partialValue }
}
