import Evidence

/// One run through a ``MigrationModel``.
struct MigrationSimulation {
    private let model: MigrationModel
    private let writes: WriteModel
    /// Bytes of pages that are sent each second.
    private let rate: Double
    private let fixedSeconds: Double
    private var policy: ConvergencePolicy

    private var seconds = 0.0
    private var pageBytes = 0.0
    /// Since SDPS engaged, and of that the time for which the vCPUs stand still.
    private var engagedSeconds = 0.0
    private var stolenSeconds = 0.0

    init(_ model: MigrationModel) {
        self.model = model
        writes = WriteModel(model.guest)
        rate = max(1, min(model.link.bytesPerSecond, model.settings.maxBytesPerSecond ?? .infinity))
        fixedSeconds =
            model.costs.roundTripsPerRound * model.link.roundTripSeconds
            + model.costs.collectSecondsPerByte * Double(model.guest.memoryBytes)
        policy = ConvergencePolicy(model.settings)
    }

    mutating func run() -> Trial.Prediction {
        let zeroBytes = Double(min(model.guest.zeroBytes, model.guest.memoryBytes))
        // Zero pages are looked at in the first round alone.
        return run(
            sending: Double(model.guest.memoryBytes) - zeroBytes,
            lookingSeconds: zeroBytes * model.costs.zeroSecondsPerByte)
    }

    /// Goes on from a round of which so many seconds are over and `left` bytes are still to be sent.
    mutating func run(
        sending left: Double, secondsOver: Double, mostBytesPerSecond: Double?, policy: ConvergencePolicy
    ) -> Trial.Prediction {
        self.policy = policy
        return run(sending: left, mostBytesPerSecond: mostBytesPerSecond, secondsOver: secondsOver)
    }

    private mutating func run(
        sending bytes: Double, lookingSeconds: Double = 0, mostBytesPerSecond: Double? = nil, secondsOver: Double = 0
    ) -> Trial.Prediction {
        var (left, most) = (bytes, mostBytesPerSecond)
        var (lookingSeconds, secondsOver) = (lookingSeconds, secondsOver)
        while true {
            // A page written before it is sent is sent again all the same: what is sent was collected at the round's beginning.
            let round = left / rate + fixedSeconds + lookingSeconds
            seconds += round
            pageBytes += left
            if let most {
                engagedSeconds += round
                stolenSeconds += round * max(0, 1 - most / max(writes.bytesPerSecond, 1))
            }
            left = min(
                writes.dirtied(in: round + secondsOver, mostBytesPerSecond: most), Double(model.guest.memoryBytes))
            (lookingSeconds, secondsOver) = (0, 0)
            let writes = writes
            let step = policy.next(
                .init(
                    leftBytes: left, sendBytesPerSecond: rate, fixedSeconds: fixedSeconds,
                    dirtyBytesPerSecond: writes.bytesPerSecond, bytesLeft: { writes.dirtied(in: $0) }))
            switch step {
            case .sendAgain(let mostBytesPerSecond): most = mostBytesPerSecond
            case .switchOver: return result(stun: stun(left), sending: left, inStun: true)
            case .resumeEarly: return result(stun: stun(0), sending: left, inStun: false)
            case .giveUp: return givenUp(stun: stun(left))
            }
        }
    }

    private func stun(_ bytes: Double) -> Double {
        bytes / rate + model.costs.roundTripsPerSwitchover * model.link.roundTripSeconds + model.costs.switchoverSeconds
            + model.costs.collectSecondsPerByte * Double(model.guest.memoryBytes)
    }

    private func result(stun: Double, sending left: Double, inStun: Bool) -> Trial.Prediction {
        var prediction = Trial.Prediction(
            totalSeconds: seconds + stun + (inStun ? 0 : left / rate),
            sentMB: (pageBytes + left) * (1 + model.costs.headerShare) / 1e6,
            stunMs: stun * 1000, rounds: policy.rounds + (inStun ? 1 : 0), converges: true)
        if engagedSeconds > 0 { prediction.slowdownPercent = stolenSeconds / engagedSeconds * 100 }
        if !inStun { prediction.resumesEarly = true }
        return prediction
    }

    /// What a migration that is given up took; its stun is what a switchover would have cost.
    private func givenUp(stun: Double) -> Trial.Prediction {
        var prediction = Trial.Prediction(
            totalSeconds: seconds, sentMB: pageBytes * (1 + model.costs.headerShare) / 1e6, stunMs: stun * 1000,
            rounds: policy.rounds, converges: false)
        if engagedSeconds > 0 { prediction.slowdownPercent = stolenSeconds / engagedSeconds * 100 }
        return prediction
    }
}
