extension EvidenceSchema {
    static let trialSupply = "vmotion-preflight trial"
    private static let outcomes = ValueType.choice(["converged", "notConverged", "failed"])
    private static let modes = ValueType.choice(["precopy", "sdps", "quick-resume"])
    private static let states = ValueType.choice(["runsAtSource", "runsAtDestination", "paused", "lost", "unknown"])
    private static let milliseconds = ValueType.decimal(unit: "milliseconds")
    private static let seconds = ValueType.decimal(unit: "seconds")
    private static let megabytes = ValueType.decimal(unit: "MB")
    private static let megabytesPerSecond = ValueType.decimal(unit: "MB/s")
    private static let mbps = ValueType.decimal(unit: "Mbit/s")
    private static let percent = ValueType.decimal(unit: "percent")
    private static let whySentence = "Why it did not converge or failed, as a sentence without a full stop."

    static let trial = Record(
        "trials", singular: "trial", key: [], identity: .none, supply: trialSupply,
        "A trial migration of real memory; of several the one that went worst, of a sweep the easiest.",
        fields: conditions + course + proof + severalMigrations)

    private static let conditions: [Field] = [
        .required("mode", modes, "What was done about a guest that writes faster than the network carries."),
        .text("tracker", "How dirtied pages were found."),
        .required("memoryMB", megabytes, "The guest's memory."),
        .value("zeroMB", megabytes, "How much of it is zero and never written to."),
        .value("seed", .text, "What the contents and the order of the pages were derived from."),
        Field(
            "workload",
            .group([
                .required("dirtyMBps", megabytesPerSecond, "Pages written each second times 4096, as asked for."),
                .required("workingSetMB", megabytes, "The memory that it wrote into."),
                .text("pattern", "uniform, hot-spot or sequential.", required: true),
                .required("vCPUs", .count, "How many vCPUs."),
            ]), "What the guest's vCPUs did."),
        .value("switchoverGoalMs", milliseconds, "The last pages had to be sent within this time."),
        .value("maxSwitchoverSeconds", seconds, "A switchover was to go back to the source after this time."),
        .value("maxRateMbps", mbps, "The cap on sending that was asked for."),
        .value("addedRttMs", milliseconds, "Round trip that the trial added itself."),
        .value("calibratedMbps", mbps, "What the streams carried together before the first round."),
        .value("rttMs", milliseconds, "The round trip of the idle streams."),
    ]

    private static let course: [Field] = [
        .required("outcome", outcomes, "How it ended."),
        .text("why", whySentence),
        .required("guest", states, "What became of the guest."),
        .records("rounds", round),
        .required(
            "totalSeconds", seconds, "From the first page to the guest running at the destination with all its memory."),
        .required("sentMB", megabytes, "What was sent, headers included."),
        .value("prepareSeconds", seconds, "How long filling the guest's memory took, which totalSeconds leaves out."),
        .value("stunMs", milliseconds, "How long the guest stood still at the switchover."),
        Field(
            "stun",
            .group([
                .value("sourceMs", milliseconds, "By the source's clock."),
                .value("destinationMs", milliseconds, "By the destination's clock."),
            ]), "How long the guest stood still, by the clock of each end."),
        .value(
            "switchoverSeconds", seconds,
            "From the guest being stopped to the switchover's end, also where it ended back at the source."),
        Field(
            "sdps",
            .group([
                .required("engaged", .boolean, "Whether it was needed."),
                .required("slowdownPercent", percent, "The share of that time for which the vCPUs stood still."),
                Field("vCPUs", .unread(.objects(vCPUFields)), "Each vCPU."),
            ]), "What Stun During Page Send cost."),
        Field(
            "quickResume",
            .group([
                .required("faults", .count, "Pages that the guest touched before they had come."),
                Field(
                    "faultMs", .group(distributionFields), "How long each of them kept a vCPU waiting."),
                .required("backupBytes", .count, "Bytes that went through the backup file, both ways."),
                .value("missingPages", .count, "Pages that were missing when the guest went on at the destination."),
                .value("lostPages", .count, "Pages of those that never came, with which the guest is lost."),
                .value("seconds", seconds, "From the guest going on to its last page having come."),
                .value(
                    "wentOnOverBackup", .boolean,
                    "Whether the conversation went on over the backup file, the network having failed."),
            ]), "What resuming early took."),
        .records("pairs", pair),
        Field("prediction", .group(predictionFields), "What the model foretold."),
    ]

    private static let proof: [Field] = [
        .value("verified", .boolean, "Whether every page was looked at at the destination and held what it must."),
        .value("verifiedPages", .count, "Pages that were looked at and held what they must."),
        .value("damagedPages", .count, "Pages that arrived damaged, were noticed, and sent again."),
        .value("twoCopiesSeen", .boolean, "Whether the guest was ever seen to run at both ends."),
        .value("longestSilenceMs", milliseconds, "The longest time that a client outside heard nothing of the guest."),
        .value("usualSilenceMs", milliseconds, "The longest that it heard nothing before the switchover."),
        Field(
            "heartbeats",
            .group([
                .required("received", .count, "How many arrived."),
                .required("lost", .count, "How many that the guest had sent did not."),
            ]), "The heartbeats that the client outside counted."),
        Field(
            "afterSourceKilled",
            .group([
                .required("seconds", seconds, "How long it was watched."),
                .required("heartbeats", .count, "Heartbeats of it that were heard meanwhile."),
            ]), "How the guest went on once the source's process had been killed."),
    ]

    private static let severalMigrations: [Field] = [
        .value("thereAndBack", .boolean, "Whether the guest was to be migrated there and back."),
        .value("concurrent", .count, "How many guests were migrated at once."),
        .records("runs", run),
        Field("sweep", .record(sweep), sweep.documentation),
        .records("predictions", vmPrediction),
    ]

    private static let vCPUFields: [Field] = [
        .required("slowdownPercent", percent, "The share of the time for which it stood still."),
        .required("pausedMs", milliseconds, "How long it stood still in all."),
        Field("stopMs", .group(distributionFields), "How long each of its stops lasted."),
    ]

    private static let predictionFields: [Field] = [
        .required("totalSeconds", seconds, "As totalSeconds of the trial."),
        .required("sentMB", megabytes, "As sentMB of the trial."),
        .required("stunMs", milliseconds, "As stunMs of the trial."),
        .required("rounds", .count, "How many rounds, the last one included."),
        .value(
            "slowdownPercent", percent,
            "The share of the time since SDPS engages for which the vCPUs stand still, where it is needed."),
        .value("resumesEarly", .boolean, "Whether the guest is resumed early, its memory not yet whole."),
        .required("converges", .boolean, "Whether it converges."),
    ]

    private static let round = Record(
        "trialRounds", singular: "trialRound", key: [], supply: trialSupply,
        "One round of pre-copy; the last one is sent with the guest stopped.",
        fields: [
            .required("pages", .count, "Pages that were to be sent."),
            .value("zeroPages", .count, "Those of them that were all zero, of which only the numbers were sent."),
            .required("bytes", .count, "Bytes that were sent."),
            .required("seconds", seconds, "How long it took."),
            .required("dirtyMBps", megabytesPerSecond, "How fast the guest dirtied pages, distinct pages only."),
            .required("sendMBps", megabytesPerSecond, "How fast pages were sent."),
            .value("slowdownPercent", percent, "How much the vCPUs were slowed down meanwhile."),
        ])

    private static let pair = Record(
        "trialPairs", singular: "trialPair", key: ["from", "to"], identity: .none, supply: trialSupply,
        "What one pair of addresses carried of a trial migration.",
        fields: [
            .text("from", "The name of the end at the source.", required: true),
            .text("to", "The name of the end at the destination.", required: true),
            .required("streams", .count, "How many connections."),
            .required("sentMB", megabytes, "What it carried."),
            .required("sharePercent", percent, "Its share of all that was sent."),
            .text("died", "Why it died on the way; absent where it lived to the end."),
        ])

    private static let run = Record(
        "trialRuns", singular: "trialRun", key: ["guest", "turn", "direction"], identity: .none, supply: trialSupply,
        "One migration of a trial that made several.",
        fields: [
            .required("guest", .count, "Which of the guests that move at once, from 1."),
            .required("turn", .count, "Which repetition, from 1."),
            .required("direction", .choice(["there", "back"]), "Which way it moved."),
            .required("outcome", outcomes, "How it ended."),
            .text("why", whySentence),
            .required("state", states, "What became of the guest."),
            .value("verified", .boolean, "Whether every page held what it must."),
            .required("rounds", .count, "How many rounds, the last one included."),
            .required("totalSeconds", seconds, "How long it took."),
            .required("sentMB", megabytes, "What was sent, headers included."),
            .value("stunMs", milliseconds, "How long the guest stood still at the switchover."),
            .value("longestSilenceMs", milliseconds, "The longest time that a client outside heard nothing of it."),
            .value("twoCopiesSeen", .boolean, "Whether the guest was seen to run at both ends."),
            .value(
                "slowdownPercent", percent,
                "The share of the time since SDPS engaged for which the vCPUs stood still, where it did."),
        ])

    private static let sweep = Record(
        "sweeps", singular: "sweep", key: [], supply: trialSupply,
        "Migrations under conditions that grew harder, to find what breaks them.",
        fields: [
            .required("what", .choice(["rtt", "bandwidth", "dirty-rate"]), "What was changed."),
            .text("unit", "The unit of its values.", required: true),
            .records("points", sweepPoint),
            .value(
                "hardestConverged", .decimal(unit: "the sweep's unit"),
                "The hardest value at which it converged, all easier ones that were tried having done so too."),
            .value(
                "easiestFailed", .decimal(unit: "the sweep's unit"), "The easiest value at which it did not converge."),
        ])

    private static let sweepPoint = Record(
        "sweepPoints", singular: "sweepPoint", key: ["value"], identity: .none, supply: trialSupply,
        "A migration under one condition of a sweep.",
        fields: [
            .required("value", .decimal(unit: "the sweep's unit"), "The condition."),
            .required("outcome", outcomes, "How it ended."),
            .text("why", whySentence),
            .value("verified", .boolean, "Whether every page held what it must."),
            .required("rounds", .count, "How many rounds, the last one included."),
            .required("totalSeconds", seconds, "How long it took."),
            .value("stunMs", milliseconds, "How long the guest stood still at the switchover."),
            .value(
                "slowdownPercent", percent,
                "The share of the time since SDPS engaged for which the vCPUs stood still, where it did."),
            .value("sendMBps", megabytesPerSecond, "How fast pages were sent."),
        ])

    private static let vmPrediction = Record(
        "vmPredictions", singular: "vmPrediction", key: ["vm", "host"], identity: .none, supply: trialSupply,
        "What the model foretells of a virtual machine of the inventory, over the network that was measured.",
        fields: [
            .text("vm", "The virtual machine.", required: true),
            .text("host", "The host it runs on."),
            .value("memoryMB", megabytes, "Its memory."),
            .value("dirtyMBps", megabytesPerSecond, "Distinct pages that it writes to each second."),
            .value("mode", modes, "What its release does about a guest that writes faster than the network carries."),
            .required("mbps", mbps, "What the network carries."),
            Field("prediction", .group(predictionFields), "What is foretold."),
            .list(
                "missing", table: "vmPredictionGaps", column: "fact", "The inventory's facts that it would take."),
        ])
}
