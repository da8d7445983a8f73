/// What a migration does after each round, by nothing but what was measured: the same for a real one and for a prediction.
struct ConvergencePolicy: Sendable {
    /// A round of pre-copy as it was measured; bytes are those of pages.
    struct Round: Sendable {
        /// What was sent, and how long that took until all of it was acknowledged.
        var sentBytes: Double
        var seconds: Double
        /// What is still to be sent after it.
        var leftBytes: Double
        /// How the guest wrote meanwhile, at the speed that it was allowed.
        var dirtied: DirtyCurve
    }

    /// What is done next.
    enum Verdict: Sendable, Equatable {
        /// Another round, with the guest at ``guestShare``.
        case another
        /// The guest is stopped and the rest is sent.
        case switchOver
        /// The guest is stopped and goes on at the destination before the rest is sent.
        case resumeEarly
        /// It will not converge, and nothing may be done about it.
        case giveUp
    }

    /// A round that leaves more than this share of what it sent does not come nearer to an end.
    static let leastProgress = 0.9

    /// A guest is never stopped for good: the least share of its time that it runs.
    static let leastGuestShare = 0.01

    /// What was sent in less time than so many round trips tells the round trip rather than the rate.
    private static let roundTripsOfARate = 4.0

    private let settings: MigrationSettings
    private let roundTripSeconds: Double

    /// How fast pages are sent, by the last round that was long enough to tell.
    private(set) var sendBytesPerSecond: Double?

    /// The share of its time that the guest may run: 1 until SDPS engages.
    private(set) var guestShare = 1.0

    /// Rounds that were judged.
    private(set) var rounds = 0

    /// The last rounds that would not have come to an end.
    private var stalledRounds = 0

    /// So many of them one after the other are no accident.
    private static let mostStalledRounds = 3

    /// A migration that has yet to begin; `sendBytesPerSecond` is what the link was measured to carry, where it was.
    init(_ settings: MigrationSettings, roundTripSeconds: Double, sendBytesPerSecond: Double? = nil) {
        self.settings = settings
        self.roundTripSeconds = roundTripSeconds
        self.sendBytesPerSecond = sendBytesPerSecond
    }

    /// Judges a round, the first of which has sent all memory.
    mutating func judge(_ round: Round) -> Verdict {
        rounds += 1
        let rate = rate(of: round)
        sendBytesPerSecond = rate
        if round.leftBytes <= settings.switchoverGoalSeconds * rate { return .switchOver }
        stalledRounds = converges(from: round.leftBytes, at: rate, as: round.dirtied) ? 0 : stalledRounds + 1
        if settings.mode == .quickResume, stalledRounds > 0 { return .resumeEarly }
        if rounds >= settings.maxRounds { return .giveUp }
        switch settings.mode {
        case .precopy: return stalledRounds < Self.mostStalledRounds ? .another : .giveUp
        case .sdps:
            // Engaged by the first round that would not have come to an end, it follows the rates from then on.
            if stalledRounds > 0 || guestShare < 1 { slowDown(to: round.dirtied, rate: rate) }
            return .another
        case .quickResume: return .another
        }
    }

    /// Whether rounds that go on as this one did would come down to what fits the goal.
    private func converges(from left: Double, at rate: Double, as dirtied: DirtyCurve) -> Bool {
        let goal = settings.switchoverGoalSeconds * rate
        var left = left
        while left > goal {
            let next = dirtied.bytes(after: left / rate + roundTripSeconds)
            guard next < Self.leastProgress * left else { return false }
            left = next
        }
        return true
    }

    /// Lets the guest write at a share of the send rate, and no slower.
    private mutating func slowDown(to dirtied: DirtyCurve, rate: Double) {
        guard dirtied.bytesPerSecond > 0 else { return }
        let unslowed = dirtied.bytesPerSecond / guestShare
        guestShare = min(1, max(Self.leastGuestShare, settings.sdpsShare * rate / unslowed))
    }

    private func rate(of round: Round) -> Double {
        let sending = round.seconds - roundTripSeconds
        let isLong = round.seconds > Self.roundTripsOfARate * roundTripSeconds && round.sentBytes > 0
        if let known = sendBytesPerSecond, !isLong { return known }
        return max(1, round.sentBytes / max(sending, round.seconds / 2, 1e-6))
    }
}
