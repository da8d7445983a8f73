extension Trial {
    /// One migration of several.
    public struct Run: Codable, Sendable, Equatable {
        /// Which way a guest moved.
        public enum Direction: String, Codable, Sendable {
            /// From the near host to the far one.
            case there
            /// From the far host to the near one.
            case back
        }

        /// Which of the guests that move at once, from 1.
        public var guest: Int
        /// Which repetition, from 1.
        public var turn: Int
        /// Which way it moved.
        public var direction: Direction
        /// How it ended.
        public var outcome: Outcome
        /// Why it did not converge or failed, as a sentence without a full stop.
        public var why: String?
        /// What became of the guest.
        public var state: GuestState
        /// Whether every page held what it must.
        public var verified: Bool?
        /// How many rounds, the last one included.
        public var rounds: Int
        /// From the first page to the guest running at the destination with all of its memory.
        public var totalSeconds: Double
        /// What was sent, headers included, in 10^6 bytes.
        public var sentMB: Double
        /// How long the guest stood still at the switchover.
        public var stunMs: Double?
        /// The longest time that a client outside heard nothing of the guest.
        public var longestSilenceMs: Double?
        /// Whether the guest was seen to run at both ends.
        public var twoCopiesSeen: Bool?
        /// The share of the time since SDPS engaged for which the vCPUs stood still, where it did.
        public var slowdownPercent: Double?

        /// A migration that is over.
        public init(
            guest: Int, turn: Int, direction: Direction, outcome: Outcome, state: GuestState, rounds: Int,
            totalSeconds: Double, sentMB: Double
        ) {
            self.guest = guest
            self.turn = turn
            self.direction = direction
            self.outcome = outcome
            self.state = state
            self.rounds = rounds
            self.totalSeconds = totalSeconds
            self.sentMB = sentMB
        }
    }

    /// Migrations under conditions that grow harder.
    public struct Sweep: Codable, Sendable, Equatable {
        /// What was changed.
        public enum Condition: String, Codable, Sendable {
            /// Round trip that the trial adds, in ms.
            case rtt
            /// The cap on sending, in 10^6 bit/s.
            case bandwidth
            /// What the guest writes, in 10^6 bytes a second.
            case dirtyRate = "dirty-rate"
        }

        /// What was changed.
        public var what: Condition
        /// The unit of its values: `ms`, `Mbit/s` or `MB/s`.
        public var unit: String
        /// What was tried, in the order of its value.
        public var points: [SweepPoint] = []
        /// The hardest value at which it converged, all easier ones that were tried having done so too.
        public var hardestConverged: Double?
        /// The easiest value at which it did not; one that failed or was interrupted tells nothing of its value.
        public var easiestFailed: Double?

        /// A sweep in which nothing was tried yet.
        public init(what: Condition) {
            self.what = what
            unit =
                switch what {
                case .rtt: "ms"
                case .bandwidth: "Mbit/s"
                case .dirtyRate: "MB/s"
                }
        }
    }

    /// A migration under one condition of a sweep.
    public struct SweepPoint: Codable, Sendable, Equatable {
        /// The condition, in the sweep's unit.
        public var value: Double
        /// How it ended.
        public var outcome: Outcome
        /// Why it did not converge or failed, as a sentence without a full stop.
        public var why: String?
        /// Whether every page held what it must.
        public var verified: Bool?
        /// How many rounds, the last one included.
        public var rounds: Int
        /// From the first page to the guest running at the destination with all of its memory.
        public var totalSeconds: Double
        /// How long the guest stood still at the switchover.
        public var stunMs: Double?
        /// The share of the time since SDPS engaged for which the vCPUs stood still, where it did.
        public var slowdownPercent: Double?
        /// How fast pages were sent, in 10^6 bytes a second.
        public var sendMBps: Double?

        /// A migration that is over.
        public init(value: Double, outcome: Outcome, rounds: Int, totalSeconds: Double) {
            self.value = value
            self.outcome = outcome
            self.rounds = rounds
            self.totalSeconds = totalSeconds
        }
    }
}
