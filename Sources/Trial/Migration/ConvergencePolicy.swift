/// Decides at the end of each round of pre-copy what is done next; the migration asks it, and so does the prediction.
struct ConvergencePolicy: Sendable {
    /// What is done next.
    enum Step: Sendable, Equatable {
        /// Another round, with the guest dirtying at most so many bytes a second where SDPS is engaged.
        case sendAgain(mostBytesPerSecond: Double?)
        /// The rest can be sent within the goal, and would not soon be much less: the guest is stopped, and the rest sent.
        case switchOver
        /// The rounds do not shrink: the guest goes on at the destination, and the rest follows.
        case resumeEarly
        /// It does not converge, for a reason that is a sentence without a full stop.
        case giveUp(why: String)
    }

    /// What is known at the end of a round.
    struct Standing: Sendable {
        /// Bytes of pages that were dirtied meanwhile and are to be sent.
        var leftBytes: Double
        /// How fast pages are sent.
        var sendBytesPerSecond: Double
        /// What a round takes besides sending: its barrier's round trip, and collecting what is dirty.
        var fixedSeconds: Double
        /// How fast the guest dirties clean memory.
        var dirtyBytesPerSecond: Double
        /// What another round that takes so many seconds would leave.
        var bytesLeft: @Sendable (_ seconds: Double) -> Double
    }

    /// How it is to be migrated.
    let settings: MigrationSettings

    /// Rounds that have ended.
    private(set) var rounds = 0

    /// Whether SDPS is engaged; it stays so until the guest has moved.
    private(set) var isSlowing = false

    /// Seconds that rounds took by which the rest was narrowed, though it fitted the goal already.
    private var narrowed = 0.0

    /// A migration that has not begun.
    init(_ settings: MigrationSettings) { self.settings = settings }

    /// What is done after another round.
    mutating func next(_ standing: Standing) -> Step {
        rounds += 1
        let rate = max(standing.sendBytesPerSecond, 1)
        let goal = settings.switchoverGoalSeconds * rate
        if standing.leftBytes <= goal {
            return narrows(standing, at: rate) ? .sendAgain(mostBytesPerSecond: nil) : .switchOver
        }
        if !isSlowing, doesNotShrink(standing, at: rate) {
            switch settings.mode {
            case .precopy: break
            case .sdps: isSlowing = true
            case .quickResume: return .resumeEarly
            }
        }
        // NaN is no progress either.
        if standing.leftBytes < 0.95 * least { (least, stagnant) = (standing.leftBytes, 0) } else { stagnant += 1 }
        guard rounds < settings.maxRounds, isSlowing || stagnant < Self.mostStagnant else {
            return .giveUp(why: reason(standing, at: rate))
        }
        guard isSlowing else { return .sendAgain(mostBytesPerSecond: nil) }
        // What is dirtied while a round waits for its barrier must fit the goal as well, with as much again to spare.
        let bound = standing.fixedSeconds > 0 ? goal / (2 * standing.fixedSeconds) : .infinity
        return .sendAgain(mostBytesPerSecond: min(settings.sdpsShare * rate, bound))
    }

    /// Whether one round more would at least halve the rest, and save more than a barrier, for next to no time.
    ///
    /// A guest that is slowed down is not kept waiting for it.
    private mutating func narrows(_ standing: Standing, at rate: Double) -> Bool {
        guard !isSlowing, rounds < settings.maxRounds else { return false }
        let round = standing.leftBytes / rate + standing.fixedSeconds
        let saved = standing.leftBytes - standing.bytesLeft(round)
        guard saved >= standing.leftBytes / 2, saved / rate >= standing.fixedSeconds,
            narrowed + round <= Self.mostNarrowing
        else { return false }
        narrowed += round
        return true
    }

    /// What all rounds that narrow the rest may take together, in seconds.
    private static let mostNarrowing = 0.1

    /// The least that any round left, and how many rounds since then have left no less.
    private var least = Double.infinity
    private var stagnant = 0

    /// A guest that may not be slowed down is given up after so many rounds without progress.
    private static let mostStagnant = 5

    /// So many rounds more are no reason to slow a guest down.
    private static let patience = 3

    /// Whether the rest would not come to fit the goal within a few unhindered rounds, because the guest outruns the network or
    /// because a round would leave about as much as it sends.
    private func doesNotShrink(_ standing: Standing, at rate: Double) -> Bool {
        func next(_ bytes: Double) -> Double { standing.bytesLeft(bytes / rate + standing.fixedSeconds) }
        var left = standing.leftBytes
        for _ in 0..<Self.patience {
            left = next(left)
            if left <= settings.switchoverGoalSeconds * rate { return false }
        }
        return standing.dirtyBytesPerSecond >= rate || next(standing.leftBytes) >= 0.95 * standing.leftBytes
    }

    private func reason(_ standing: Standing, at rate: Double) -> String {
        func mb(_ bytes: Double) -> String { bytes < 1e18 ? "\(Int((bytes / 1e6).rounded())) MB" : "too much" }
        let slowed = isSlowing ? ", though slowed down," : ""
        return """
            after \(rounds) round\(rounds == 1 ? "" : "s") \(mb(standing.leftBytes)) are left and the goal allows \
            \(mb(settings.switchoverGoalSeconds * rate)): the guest\(slowed) dirties \(mb(standing.dirtyBytesPerSecond)) \
            a second and \(mb(rate)) a second are sent
            """
    }
}
