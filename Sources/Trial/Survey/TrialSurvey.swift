import Agent
public import Evidence
public import LinuxSystem

/// Looks at both hosts of a trial without moving anything.
public struct TrialSurvey: Sendable {
    /// This machine.
    public let near: HostSurvey

    /// The far one.
    public let far: HostSurvey

    /// Asks both hosts what they can give `plan`.
    ///
    /// - Throws: `AgentError` where the far host cannot be asked; it means exit code 3.
    public init(_ plan: TrialPlan, tool: Evidence.Tool, cancellation: Cancellation) throws {
        guard let pair = plan.pairs.first else {
            throw AgentError("there is no pair of addresses to move a guest over")
        }
        let farEnd = try FarEnd(
            via: plan.via, binary: plan.agentPath, version: tool.version, cancellation: cancellation)
        defer { farEnd.end() }
        func call(_ side: AddressPair.Side, _ address: InternetAddress?) -> SurveyHost {
            SurveyHost(
                address: address?.description, interface: side.interface, tracker: plan.migration.tracker,
                backupDirectory: plan.backupDirectory)
        }
        far = try farEnd.call(call(pair.far, pair.far.address), cancellation: cancellation)
        let own = try pair.near.address ?? pair.far.address.flatMap { try Route.to($0).source }
        near = HostSurvey(call(pair.near, own), maxMemoryBytes: plan.maxMemoryBytes)
    }

    /// Bytes that the guests of `plan` take at each host.
    public static func bytes(of plan: TrialPlan) -> Int {
        plan.guest.memoryBytes.multipliedReportingOverflow(by: plan.concurrent).partialValue
    }

    /// What the network between them carries at the most, in bytes of pages a second, by the speed of their interfaces.
    public func linkBytesPerSecond(pairs: Int) -> Double? {
        guard let near = near.end?.speedMbps, let far = far.end?.speedMbps, min(near, far) > 0 else { return nil }
        // 1448 of 1538 bytes on the wire, with an MTU of 1500.
        return Double(min(near, far)) * 1e6 / 8 * 1448 / 1538 * Double(pairs)
    }
}
