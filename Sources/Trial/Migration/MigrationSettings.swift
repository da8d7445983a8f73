public import Agent

/// How a trial's guest is to be migrated; what a release does comes in as parameters.
public struct MigrationSettings: AgentMessage, Equatable {
    /// What is done about a guest that writes faster than the network carries.
    public enum Mode: String, Codable, Sendable, CaseIterable {
        /// Nothing: such a migration ends without success (up to 4.0).
        case precopy
        /// The vCPUs are slowed down: Stun During Page Send (from 5.0).
        case sdps
        /// The guest resumes early, and fetches what is missing: Quick Resume (4.1).
        case quickResume = "quick-resume"
    }

    /// How pages that were written are found.
    public enum Tracker: String, Codable, Sendable, CaseIterable {
        /// The best that the kernel has.
        case automatic = "auto"
        /// userfaultfd write-protect, resolved by the kernel, read by PAGEMAP_SCAN: Linux 6.7.
        case async
        /// userfaultfd write-protect with a round trip to user space for each page: Linux 5.7.
        case sync
    }

    /// What is done about a guest that writes faster than the network carries.
    public var mode = Mode.sdps

    /// How pages that were written are found.
    public var tracker = Tracker.automatic

    /// The last pages must be sent within this time, at the measured rate: half a second in ESX 5 to 8.
    public var switchoverGoalSeconds = 0.5

    /// A switchover that takes longer goes back to the source: `vmotion.maxSwitchoverSeconds`.
    public var maxSwitchoverSeconds = 100.0

    /// Rounds without convergence after which a migration that may not slow the guest down is given up.
    public var maxRounds = 30

    /// The most that all streams together may send, in bytes a second.
    public var maxBytesPerSecond: Double?

    /// How long a stream may make no progress before it counts as dead.
    public var networkTimeoutSeconds = 20.0

    /// The longest that SDPS may stop a vCPU at a time.
    public var longestPauseSeconds = 0.004

    /// The share of the send rate that SDPS lets the guest write at.
    public var sdpsShare = 0.5

    /// The usual settings.
    public init() {}

    /// Throws where a number makes no sense.
    public func validate() throws(AgentError) {
        try within(0.001...3600, ["switchoverGoalSeconds": switchoverGoalSeconds])
        try within(0.1...1e6, ["maxSwitchoverSeconds": maxSwitchoverSeconds])
        try within(1...10_000, ["maxRounds": maxRounds])
        try within(1_000...1e12, ["maxBytesPerSecond": maxBytesPerSecond])
        try within(0.05...3600, ["networkTimeoutSeconds": networkTimeoutSeconds])
        try within(0.000_1...0.01, ["longestPauseSeconds": longestPauseSeconds])
        try within(0.01...0.95, ["sdpsShare": sdpsShare])
    }
}
