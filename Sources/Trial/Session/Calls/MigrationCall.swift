import Agent

/// What an end is asked to do of a migration that two ends take part in.
protocol MigrationCall: AgentCall {
    var migration: MigrationSettings { get }
    var identity: MigrationIdentity { get }
    var backupDirectory: String? { get }

    /// For each stream the pair of addresses that it belongs to.
    var pairOfStreams: [Int] { get }
}

extension MigrationCall {
    /// Where both ends meet beside the network, and a lock decides rather than the controller: for Quick Resume alone.
    var meetingPlace: String? { migration.mode == .quickResume ? backupDirectory : nil }

    /// Throws where what both ends are told makes no sense.
    func validateMigration() throws(AgentError) {
        try migration.validate()
        try identity.validate()
        try within(1...256, ["the number of streams": pairOfStreams.count])
        for pair in pairOfStreams { try within(0...1_023, ["pair": pair]) }
    }
}
