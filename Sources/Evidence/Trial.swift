/// A trial migration: what was moved, how it went, and what the model had foretold.
///
/// Of several migrations (there and back, repeated, at once) the keys hold the one that went worst: one that ran twice, that is
/// damaged, that failed, that did not converge, that was not proved, in this order, and then the longest stun; `runs` lists
/// all of them. Of a sweep they hold the one that proved nothing and ended it, otherwise the hardest one that converged;
/// `sweep` lists all of them.
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
        /// An end did not answer, and nobody told what was decided.
        case unknown
    }

    /// What was done about a guest that writes faster than the network carries.
    public var mode: Mode

    /// How dirtied pages were found, such as `userfaultfd wp-async`.
    public var tracker: String

    /// The guest's memory, in 10^6 bytes.
    public var memoryMB: Double

    /// How much of it is zero and never written to.
    public var zeroMB: Double?

    /// What the contents and the order of the pages were derived from.
    public var seed: UInt64?

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

    /// Pages that were looked at and held what they must.
    public var verifiedPages: Int?

    /// Pages that arrived damaged, were noticed, and sent again.
    public var damagedPages: Int?

    /// Whether the guest was ever seen to run at both ends, which must not be; absent where nobody listened to it.
    public var twoCopiesSeen: Bool?

    /// The rounds of pre-copy, the last one with the guest stopped included.
    public var rounds: [Round] = []

    /// From the first page to the guest running at the destination with all of its memory.
    public var totalSeconds: Double

    /// What was sent, headers included, in 10^6 bytes.
    public var sentMB: Double

    /// How long the guest stood still at the switchover: from its last instruction at the source to its first at the
    /// destination, as a clock tells that both ends share, else the longer one of `stun`.
    public var stunMs: Double?

    /// How long that was by the clock of each end.
    public var stun: Stun?

    /// From the guest being stopped to the switchover's end, also where it ended back at the source.
    public var switchoverSeconds: Double?

    /// The longest time that a client outside heard nothing of the guest.
    public var longestSilenceMs: Double?

    /// The longest that it heard nothing before the switchover, with the guest at work: what is usual here.
    public var usualSilenceMs: Double?

    /// The heartbeats that the client outside counted.
    public var heartbeats: Heartbeats?

    /// What slowing the vCPUs down cost.
    public var sdps: SDPS?

    /// What resuming early took.
    public var quickResume: QuickResume?

    /// The address pairs that carried it, the first one first.
    public var pairs: [Pair]?

    /// What the streams carried together before the first round, in 10^6 bit/s of payload.
    public var calibratedMbps: Double?

    /// The round trip of the idle streams.
    public var rttMs: Double?

    /// The last pages had to be sent within this time.
    public var switchoverGoalMs: Double?

    /// A switchover was to go back to the source after this time.
    public var maxSwitchoverSeconds: Double?

    /// The cap on sending that was asked for, in 10^6 bit/s.
    public var maxRateMbps: Double?

    /// Round trip that the trial added itself.
    public var addedRttMs: Double?

    /// How long filling the guest's memory took, which `totalSeconds` leaves out.
    public var prepareSeconds: Double?

    /// How the guest went on once the source's process had been killed.
    public var afterSourceKilled: Aftermath?

    /// Whether the guest was to be migrated there and back.
    public var thereAndBack: Bool?

    /// How many guests were migrated at once.
    public var concurrent: Int?

    /// Every migration of the trial, where there was more than one.
    public var runs: [Run]?

    /// Migrations under conditions that grew harder, to find what breaks them.
    public var sweep: Sweep?

    /// What the model foretold.
    public var prediction: Prediction?

    /// What it foretells of the inventory's virtual machines over this network.
    public var predictions: [VMPrediction]?

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
}
