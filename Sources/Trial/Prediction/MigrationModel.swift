public import Evidence

/// A migration thought through, round by round, with the decisions of the real one.
public struct MigrationModel: Sendable {
    /// What the network does, as it was measured.
    public struct Link: Sendable, Equatable {
        /// Bytes of pages that get through each second, over all streams.
        public var bytesPerSecond: Double
        /// The round trip of the idle streams.
        public var roundTripSeconds: Double

        /// A link.
        public init(bytesPerSecond: Double, roundTripSeconds: Double) {
            self.bytesPerSecond = bytesPerSecond
            self.roundTripSeconds = roundTripSeconds
        }
    }

    /// What a migration takes besides sending.
    public struct Costs: Sendable, Equatable {
        /// Round trips of a round: its barrier.
        public var roundTripsPerRound = 1.0
        /// Round trips while the guest stands still: its last pages, and the commit.
        public var roundTripsPerSwitchover = 1.5
        /// Collecting what is dirty, for each byte of the guest's memory.
        public var collectSecondsPerByte = 0.5e-12
        /// Stopping the guest, deciding and starting it again.
        public var switchoverSeconds = 0.000_6
        /// Looking at a page that turns out to be zero, for each byte of it.
        public var zeroSecondsPerByte = 0.05e-9
        /// Headers, for each byte of pages.
        public var headerShare = 0.0008

        /// The usual costs.
        public init() {}
    }

    /// The guest.
    public var guest: GuestSettings

    /// The network.
    public var link: Link

    /// How it is migrated.
    public var settings: MigrationSettings

    /// What it takes besides sending.
    public var costs = Costs()

    /// A migration of `guest` over `link`.
    public init(of guest: GuestSettings, over link: Link, settings: MigrationSettings) {
        self.guest = guest
        self.link = link
        self.settings = settings
    }

    /// What comes of it.
    public func prediction() -> Trial.Prediction {
        var simulation = MigrationSimulation(self)
        return simulation.run()
    }

    /// How long it still takes in a round of pre-copy of which `secondsOver` are over and `left` bytes are to be sent, with the
    /// guest held to `mostBytesPerSecond`, by what `policy` has decided so far.
    func secondsLeft(
        sending left: Double, secondsOver: Double, mostBytesPerSecond: Double?, policy: ConvergencePolicy
    ) -> Double {
        var simulation = MigrationSimulation(self)
        return simulation.run(
            sending: left, secondsOver: secondsOver, mostBytesPerSecond: mostBytesPerSecond, policy: policy
        ).totalSeconds
    }
}
