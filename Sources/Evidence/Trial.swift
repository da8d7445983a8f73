/// A trial migration: what was moved, how it went, and what the model had foretold.
///
/// Of several migrations (there and back, repeated, at once) the keys hold the one that went worst: one that failed before one
/// that did not converge before the longest stun; `runs` lists all of them.
public struct Trial: Codable, Sendable, Equatable {
    /// What was done about a guest that writes faster than the network carries.
    public enum Mode: String, Codable, Sendable {
        case precopy
        case sdps
        case quickResume = "quick-resume"
    }

    /// How a migration ended.
    public enum Outcome: String, Codable, Sendable {
        /// The guest runs at the destination.
        case converged
        /// It was given up because the rest did not become small enough; the guest goes on at the source.
        case notConverged
        /// Something went wrong; `why` says what, and `guest` what became of the guest.
        case failed
    }

    /// Where the guest runs once it is over.
    public enum GuestState: String, Codable, Sendable {
        case runsAtSource
        case runsAtDestination
        /// It stands still because the end that holds it cannot learn whether the other has it.
        case paused
        /// Its memory was lost with an end that held it.
        case lost
    }

    /// What was done about a guest that writes faster than the network carries.
    public var mode: Mode

    /// How dirtied pages were found, such as `userfaultfd wp-async`.
    public var tracker: String

    /// The guest's memory, in 10^6 bytes.
    public var memoryMB: Double

    /// What its vCPUs did.
    public var workload: Workload

    /// How it ended.
    public var outcome: Outcome

    /// Why it did not converge or failed, as a sentence without a full stop.
    public var why: String?

    /// What became of the guest.
    public var guest: GuestState

    /// Whether every page was looked at at the destination and held what it must; absent when that was not done.
    public var verified: Bool?

    /// The rounds of pre-copy, the last one with the guest stopped included.
    public var rounds: [Round] = []

    /// From the first page to the guest running at the destination with all of its memory.
    public var totalSeconds: Double

    /// What was sent, headers included, in 10^6 bytes.
    public var sentMB: Double

    /// How long the guest stood still at the switchover; see `stun`.
    public var stunMs: Double?

    /// The longest time that a client outside heard nothing of the guest.
    public var longestSilenceMs: Double?

    /// What slowing the vCPUs down cost.
    public var sdps: SDPS?

    /// What resuming early took.
    public var quickResume: QuickResume?

    /// What the model foretold.
    public var prediction: Prediction?

    /// A migration that is over.
    public init(
        mode: Mode, tracker: String, memoryMB: Double, workload: Workload, outcome: Outcome, guest: GuestState,
        totalSeconds: Double, sentMB: Double
    ) {
        self.mode = mode
        self.tracker = tracker
        self.memoryMB = memoryMB
        self.workload = workload
        self.outcome = outcome
        self.guest = guest
        self.totalSeconds = totalSeconds
        self.sentMB = sentMB
    }

    /// What the guest's vCPUs did.
    public struct Workload: Codable, Sendable, Equatable {
        /// Pages written each second times 4096, in 10^6 bytes a second, as asked for.
        public var dirtyMBps: Double
        /// The memory it wrote into, in 10^6 bytes.
        public var workingSetMB: Double
        /// `uniform`, `hot-spot` or `sequential`.
        public var pattern: String
        /// How many vCPUs.
        public var vCPUs: Int

        /// A workload.
        public init(dirtyMBps: Double, workingSetMB: Double, pattern: String, vCPUs: Int) {
            self.dirtyMBps = dirtyMBps
            self.workingSetMB = workingSetMB
            self.pattern = pattern
            self.vCPUs = vCPUs
        }
    }

    /// One round of pre-copy.
    public struct Round: Codable, Sendable, Equatable {
        /// Pages that were to be sent.
        public var pages: Int
        /// Those of them that were all zero, of which only the numbers were sent.
        public var zeroPages: Int?
        /// Bytes that were sent.
        public var bytes: Int
        /// How long it took.
        public var seconds: Double
        /// How fast the guest dirtied pages meanwhile, distinct pages only, in 10^6 bytes a second.
        public var dirtyMBps: Double
        /// How fast pages were sent, in 10^6 bytes a second.
        public var sendMBps: Double
        /// How much the vCPUs were slowed down meanwhile.
        public var slowdownPercent: Double?

        /// A round.
        public init(pages: Int, bytes: Int, seconds: Double, dirtyMBps: Double, sendMBps: Double) {
            self.pages = pages
            self.bytes = bytes
            self.seconds = seconds
            self.dirtyMBps = dirtyMBps
            self.sendMBps = sendMBps
        }
    }

    /// What Stun During Page Send cost.
    public struct SDPS: Codable, Sendable, Equatable {
        /// Whether it was needed.
        public var engaged: Bool
        /// The share of the time that it was engaged for which the vCPUs stood still.
        public var slowdownPercent: Double

        /// Its cost.
        public init(engaged: Bool, slowdownPercent: Double) {
            self.engaged = engaged
            self.slowdownPercent = slowdownPercent
        }
    }

    /// What Quick Resume took.
    public struct QuickResume: Codable, Sendable, Equatable {
        /// Pages that the guest touched before they had come.
        public var faults: Int
        /// How long each of them kept a vCPU waiting.
        public var faultMs: Distribution?
        /// Bytes that went through the backup file, both ways.
        public var backupBytes: Int

        /// Its cost.
        public init(faults: Int, faultMs: Distribution?, backupBytes: Int) {
            self.faults = faults
            self.faultMs = faultMs
            self.backupBytes = backupBytes
        }
    }

    /// What the model foretells of a migration.
    public struct Prediction: Codable, Sendable, Equatable {
        /// As `totalSeconds` of the trial.
        public var totalSeconds: Double
        /// As `sentMB` of the trial.
        public var sentMB: Double
        /// As `stunMs` of the trial.
        public var stunMs: Double
        /// How many rounds, the last one included.
        public var rounds: Int
        /// How much SDPS slows the vCPUs down, where it is needed.
        public var slowdownPercent: Double?
        /// Whether it converges.
        public var converges: Bool

        /// A prediction.
        public init(totalSeconds: Double, sentMB: Double, stunMs: Double, rounds: Int, converges: Bool) {
            self.totalSeconds = totalSeconds
            self.sentMB = sentMB
            self.stunMs = stunMs
            self.rounds = rounds
            self.converges = converges
        }
    }
}
