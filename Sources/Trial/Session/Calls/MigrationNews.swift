import Agent
import Evidence

/// What the source tells while it migrates a guest.
struct SendNews: AgentMessage {
    var phase: TrialProgress.Phase?
    var round: Int?
    var pagesLeft: Int?
    var dirtyBytesPerSecond: Double?
    var sendBytesPerSecond: Double?
    var slowdownPercent: Double?
    var secondsLeft: Double?
    /// The arbiter is asked to leave the guest at the source.
    var asksToAbort = false

    func validate() throws(AgentError) {
        try within(0...1_000_000, ["round": round])
        try within(Bounds.pages, ["pagesLeft": pagesLeft])
        try within(
            Bounds.rate, ["dirtyBytesPerSecond": dirtyBytesPerSecond, "sendBytesPerSecond": sendBytesPerSecond])
        try within(Bounds.percent, ["slowdownPercent": slowdownPercent])
        try within(0...1e9, ["secondsLeft": secondsLeft])
    }
}

/// What the destination tells meanwhile.
struct ReceiveNews: AgentMessage {
    /// It waits for the streams.
    var isReady = false
    /// The arbiter is asked for leave to go on at the destination.
    var asksToCommit = false
    /// The guest runs there, and so many pages are still missing.
    var pagesMissing: Int?

    func validate() throws(AgentError) { try within(Bounds.pages, ["pagesMissing": pagesMissing]) }
}

/// What came of a migration at the source.
struct SendOutcome: AgentMessage {
    /// What became of the guest there.
    enum Ending: String, Codable, Sendable {
        /// It goes on there, because the rest did not become small enough.
        case notConverged
        /// It goes on there, because something went wrong.
        case kept
        /// It is the destination's.
        case released
        /// It stands still: the arbiter cannot be reached.
        case paused
        /// It is the destination's, and a part of its memory has not got there.
        case split
    }

    var ending: Ending
    /// Why, as a sentence without a full stop.
    var why: String?
    var rounds: [RoundFigures] = []
    var streams: [StreamReport] = []
    /// Bytes that were sent after the guest had resumed early.
    var pushedBytes: Int?
    var calibration: Calibration?
    var roundTripSeconds: Double?
    /// Since the first page, until the source knew of the end.
    var seconds = 0.0
    /// From the guest being stopped until the source learnt that it runs at the destination, or let it go on itself.
    var stunSeconds: Double?
    /// When it was stopped, on this machine's monotonic clock; and when the first page was sent.
    var pausedAt: Int64?
    var startedAt: Int64?
    /// How long SDPS was engaged, and what each vCPU suffered.
    var slowedSeconds: Double?
    var vCPUs: [VCPUFigures] = []
    var steps: [UInt64] = []
    /// Bytes that went over the backup file.
    var backupBytes: Int?
    var wentOnOverBackup: Bool?
    var tracker = ""

    func validate() throws(AgentError) {
        // As many as may be asked for, and more than what a migration ends with takes.
        try within(0...10_100, ["rounds": rounds.count])
        try within(0...1_024, ["streams": streams.count])
        try within(0...256, ["vCPUs": vCPUs.count, "steps": steps.count])
        try within(Bounds.seconds, ["seconds": seconds, "stunSeconds": stunSeconds, "slowedSeconds": slowedSeconds])
        try within(Bounds.roundTrip, ["roundTripSeconds": roundTripSeconds])
        try within(Bounds.moment, ["pausedAt": pausedAt, "startedAt": startedAt])
        try within(Bounds.bytes, ["backupBytes": backupBytes, "pushedBytes": pushedBytes])
        try atMost(Bounds.sentence, bytesIn: [why, tracker])
        for round in rounds { try round.validate() }
        for stream in streams { try stream.validate() }
        for vCPU in vCPUs { try vCPU.stopMs?.validate() }
        try calibration?.validate()
    }
}

/// One round as the source measured it.
struct RoundFigures: AgentMessage, Equatable {
    var pages: Int
    var zeroPages: Int
    var bytes: Int
    var seconds: Double
    var dirtyBytesPerSecond: Double
    var slowdownPercent: Double?

    func validate() throws(AgentError) {
        try within(Bounds.pages, ["pages": pages, "zeroPages": zeroPages])
        try within(Bounds.bytes, ["bytes": bytes])
        try within(Bounds.seconds, ["seconds": seconds])
        try within(Bounds.rate, ["dirtyBytesPerSecond": dirtyBytesPerSecond])
        try within(Bounds.percent, ["slowdownPercent": slowdownPercent])
    }
}

extension Calibration: AgentMessage {
    func validate() throws(AgentError) {
        try within(Bounds.bytes, ["bytes": bytes])
        try within(Bounds.rate, ["bytesPerSecond": bytesPerSecond])
        try within(Bounds.roundTrip, ["roundTripSeconds": roundTripSeconds])
    }
}

extension StreamReport: AgentMessage {
    func validate() throws(AgentError) {
        try within(0...1_024, ["pair": pair])
        // A page may be sent in each round.
        try within(Bounds.bytes, ["pages": pages, "bytes": bytes])
        try within(Bounds.rate, ["bytesPerSecond": bytesPerSecond])
        try within(Bounds.seconds, ["roundTripSeconds": roundTripSeconds, "diedAfterSeconds": diedAfterSeconds])
        try atMost(Bounds.name, bytesIn: [failure, congestionControl])
    }
}

/// What came of it at the destination.
struct ReceiveOutcome: AgentMessage {
    /// What became of the guest there.
    enum Ending: String, Codable, Sendable {
        /// It runs there, with all of its memory.
        case runs
        /// What had come was thrown away.
        case discarded
        /// It stands still: the arbiter cannot be reached.
        case paused
        /// It ran there, and a part of its memory never came.
        case lost
    }

    var ending: Ending
    /// Why, as a sentence without a full stop.
    var why: String?
    /// From the word that the guest stands still at the source to it going on here.
    var stunSeconds: Double?
    /// When it went on, and when all of its memory was here, on this machine's monotonic clock.
    var resumedAt: Int64?
    var wholeAt: Int64?
    /// From the one to the other.
    var fetchSeconds: Double?
    var missingPages: Int?
    /// Those of them that never came.
    var lostPages: Int?
    var faults: Int?
    var damagedPages = 0
    var faultMs: Distribution?
    var backupBytes: Int?
    var wentOnOverBackup: Bool?
    /// Bytes that arrived on the streams.
    var bytes = 0

    func validate() throws(AgentError) {
        try within(Bounds.seconds, ["stunSeconds": stunSeconds, "fetchSeconds": fetchSeconds])
        try within(Bounds.moment, ["resumedAt": resumedAt, "wholeAt": wholeAt])
        try within(
            Bounds.pages,
            ["missingPages": missingPages, "faults": faults, "damagedPages": damagedPages, "lostPages": lostPages])
        try within(Bounds.bytes, ["bytes": bytes, "backupBytes": backupBytes])
        try atMost(Bounds.sentence, bytesIn: [why])
        try faultMs?.validate()
    }
}
