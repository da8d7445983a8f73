import Evidence
import TestSupport
import Testing

@testable import Trial

@Suite struct MigrationModelTests {
    private static let gib = 1 << 30
    private static let mb = 1e6

    private func model(
        memory: Int = 1 << 30, set: Double = 268e6, dirtyMBps: Double, pattern: AccessPattern = .uniform,
        mbps: Double = 1000, rttMs: Double = 0, goal: Double = 0.5, mode: MigrationSettings.Mode = .sdps
    ) -> MigrationModel {
        var guest = GuestSettings(
            memoryBytes: memory, workingSetBytes: Int(set), dirtyBytesPerSecond: dirtyMBps * 1e6)
        guest.pattern = pattern
        var settings = MigrationSettings()
        settings.mode = mode
        settings.switchoverGoalSeconds = goal
        var model = MigrationModel(
            of: guest, over: .init(bytesPerSecond: mbps * 1e6 / 8, roundTripSeconds: rttMs / 1000), settings: settings)
        model.costs.switchoverSeconds = 0
        model.costs.headerShare = 0
        model.costs.collectSecondsPerByte = 0
        return model
    }

    private func isNear(_ value: Double, _ expected: Double, within share: Double = 0.001) -> Bool {
        abs(value - expected) <= share * abs(expected)
    }

    @Test func `An idle guest takes its memory over the rate, and stands still for its counters alone`() {
        let prediction = model(dirtyMBps: 0).prediction()
        // 1,073.7 MB at 125 MB a second; two pages of counters are left.
        #expect(isNear(prediction.totalSeconds, 8.5899 + 0.0000655))
        #expect(isNear(prediction.stunMs, 0.065536))
        #expect(isNear(prediction.sentMB, 1073.75))
        #expect(prediction.rounds == 2)
        #expect(prediction.converges && prediction.slowdownPercent == nil && prediction.resumesEarly == nil)
    }

    @Test func `A sequential workload leaves what it writes in a round, and never more than its set`() {
        // Round 1: 8.590 s × 50 = 429 MB, of which there are 268; round 2: 2.144 s × 50 = 107.2 MB; round 3: 0.858 s × 50 = 42.9 MB,
        // which fits half a second at 125 MB a second.
        let prediction = model(dirtyMBps: 50, pattern: .sequential).prediction()
        #expect(prediction.rounds == 4)
        #expect(isNear(prediction.stunMs, 343))
        #expect(isNear(prediction.totalSeconds, 8.590 + 2.144 + 0.858 + 0.343))
        #expect(isNear(prediction.sentMB, 1073.7 + 268 + 107.2 + 42.9))
    }

    @Test func `A random workload leaves W(1 − e^(−Dt/W))`() {
        // Round 1: 268 × (1 − e^(−50 × 8.590 / 268)) = 268 × 0.79863 = 214.03 MB; round 2: 1.7123 s, 268 × (1 − e^(−0.31945)) = 73.29 MB;
        // round 3: 0.5863 s, 268 × (1 − e^(−0.10939)) = 27.77 MB.
        let prediction = model(dirtyMBps: 50).prediction()
        #expect(prediction.rounds == 4)
        #expect(isNear(prediction.stunMs, 222.2))
        #expect(isNear(prediction.totalSeconds, 8.590 + 1.7123 + 0.5863 + 0.2222))
    }

    @Test func `A hot spot is two random workloads`() {
        // 45 of 50 MB a second go to 26.8 MB, 5 to 241.2: after 8.590 s 26.8 + 241.2 × (1 − e^(−0.17807)) = 26.8 + 39.34 = 66.14 MB; after
        // 0.5291 s 26.8 × (1 − e^(−0.88843)) + 241.2 × (1 − e^(−0.010968)) = 15.78 + 2.63 = 18.41 MB.
        let prediction = model(dirtyMBps: 50, pattern: .hotSpot).prediction()
        #expect(prediction.rounds == 3)
        #expect(isNear(prediction.stunMs, 147.4, within: 0.002))
    }

    @Test(arguments: [50.0, 300])
    func `What is left at first is all of it, and in later rounds what the policy has decided counts`(
        dirtyMBps: Double
    ) throws {
        let model = model(dirtyMBps: dirtyMBps)
        var policy = ConvergencePolicy(model.settings)
        let all = model.prediction()
        let memory = Double(model.guest.memoryBytes)
        func left(_ bytes: Double, after seconds: Double, _ most: Double?) -> Double {
            model.secondsLeft(sending: bytes, secondsOver: seconds, mostBytesPerSecond: most, policy: policy)
        }
        #expect(left(memory, after: 0, nil) == all.totalSeconds)
        // In the middle of the first round the rest of it takes half as long, and what follows takes as long as ever.
        let round = memory / 125e6
        #expect(isNear(left(memory / 2, after: round / 2, nil), all.totalSeconds - round / 2))
        let writes = WriteModel(model.guest)
        let dirtied = writes.dirtied(in: round)
        let step = policy.next(
            .init(
                leftBytes: dirtied, sendBytesPerSecond: 125e6, fixedSeconds: 0,
                dirtyBytesPerSecond: writes.bytesPerSecond, bytesLeft: { writes.dirtied(in: $0) }))
        guard case .sendAgain(let most) = step else {
            Issue.record("\(step)")
            return
        }
        #expect((most != nil) == (dirtyMBps > 125))
        #expect(isNear(left(dirtied, after: 0, most), all.totalSeconds - round))
    }

    @Test func `Stun During Page Send lets the guest write at half the rate, and no slower`() {
        // 200 MB a second against 125: held to 62.5, which is 68.75 % less.
        let prediction = model(dirtyMBps: 200).prediction()
        #expect(prediction.converges)
        #expect(isNear(prediction.slowdownPercent ?? 0, 68.75))
        // Round 1 leaves 267.6 MB; then 2.1407 s, 268 × (1 − e^(−0.49923)) = 105.3; 0.8425 s, 268 × (1 − e^(−0.19647)) = 47.8 MB.
        #expect(prediction.rounds == 4)
        #expect(isNear(prediction.totalSeconds, 8.590 + 2.1407 + 0.8425 + 0.3825, within: 0.002))
    }

    @Test func `It is inert while the guest writes slower than the network carries`() {
        for dirtyMBps in stride(from: 0.0, through: 110, by: 5) {
            for pattern in AccessPattern.allCases {
                let prediction = model(dirtyMBps: dirtyMBps, pattern: pattern).prediction()
                #expect(prediction.slowdownPercent == nil && prediction.converges, "\(dirtyMBps) \(pattern)")
            }
        }
    }

    @Test func `Nor is it needed for a working set that fits the goal, however fast it is written`() {
        let prediction = model(set: 60e6, dirtyMBps: 2_000).prediction()
        #expect(prediction.slowdownPercent == nil && prediction.converges && prediction.rounds == 2)
    }

    @Test func `Up to 4.0 such a migration is given up`() {
        let prediction = model(dirtyMBps: 400, mode: .precopy).prediction()
        #expect(!prediction.converges)
        // The first leaves the whole set, as do the five after it.
        #expect(prediction.rounds == 6)
    }

    @Test func `Quick Resume stands still for a moment, and sends the rest once`() {
        let prediction = model(dirtyMBps: 200, rttMs: 1, mode: .quickResume).prediction()
        #expect(prediction.resumesEarly == true && prediction.converges)
        // As the trial counts: what comes after it has gone on is no round.
        #expect(prediction.rounds == 1)
        #expect(isNear(prediction.stunMs, 1.5))
        #expect(isNear(prediction.totalSeconds, 8.590 + 267.6 / 125, within: 0.002))
        #expect(isNear(prediction.sentMB, 1073.7 + 267.6, within: 0.002))
    }

    @Test func `A far destination costs a round trip each round`() {
        let near = model(dirtyMBps: 50).prediction()
        let far = model(dirtyMBps: 50, rttMs: 150).prediction()
        #expect(far.totalSeconds >= near.totalSeconds + 0.150 * 3)
        #expect(far.converges)
    }

    @Test func `A goal below the round trip is met by a guest that is slowed down enough`() {
        // At 60 MB a second, of 125, 9 MB are written while the barrier is waited for, and 20 ms carry 2.5 MB.
        let prediction = model(dirtyMBps: 60, rttMs: 150, goal: 0.02).prediction()
        #expect(prediction.converges)
        #expect((prediction.slowdownPercent ?? 0) > 50)
    }

    @Test func `A cap is what the network carries`() {
        var capped = model(dirtyMBps: 10)
        capped.settings.maxBytesPerSecond = 25e6
        #expect(isNear(capped.prediction().totalSeconds, model(dirtyMBps: 10, mbps: 200).prediction().totalSeconds))
    }

    @Test func `Zero pages are looked at and not sent`() {
        var half = model(dirtyMBps: 0)
        half.guest.zeroBytes = Self.gib / 2
        #expect(isNear(half.prediction().sentMB, 536.87))
        #expect(isNear(half.prediction().totalSeconds, 4.295 + 0.0268))
    }

    /// Any model there can be.
    private func random(_ generator: inout SeededGenerator) -> MigrationModel {
        var model = model(
            memory: (1 << 20) << Int.random(in: 0...22, using: &generator), set: 0,
            dirtyMBps: generator.pick([0, 1, 50, 117, 125, 126, 900, 1e6]),
            pattern: generator.pick(AccessPattern.allCases),
            mbps: generator.pick([0, 0.001, 100, 1000, 10_000, 1e9]), rttMs: generator.pick([0, 0.1, 44, 150, 10_000]),
            goal: generator.pick([0.001, 0.02, 0.5, 100]), mode: generator.pick(MigrationSettings.Mode.allCases))
        model.guest.workingSetBytes = Int.random(in: 0...model.guest.memoryBytes, using: &generator)
        model.guest.zeroBytes = Int.random(
            in: 0...(model.guest.memoryBytes - model.guest.workingSetBytes), using: &generator)
        return model
    }

    @Test(arguments: 0..<400 as Range<UInt64>) func `It ends, with figures that mean something`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let model = random(&generator)
        let prediction = model.prediction()
        #expect(prediction.rounds <= model.settings.maxRounds + 1 && prediction.rounds > 0)
        for figure in [prediction.totalSeconds, prediction.sentMB, prediction.stunMs] {
            #expect(figure.isFinite && figure >= 0)
        }
        #expect((0..<100).contains(prediction.slowdownPercent ?? 0))
        #expect(prediction.stunMs <= prediction.totalSeconds * 1000 * 1.000_001 || !prediction.converges)
        if model.settings.mode != .sdps { #expect(prediction.slowdownPercent == nil) }
        if model.settings.mode != .quickResume { #expect(prediction.resumesEarly == nil) }
        if model.settings.mode == .quickResume, prediction.resumesEarly == nil {
            #expect(prediction.converges || model.guest.dirtyBytesPerSecond < model.link.bytesPerSecond)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `More memory, a slower network or a longer way make it no shorter`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func slowGuest() -> MigrationModel {
            var model = random(&generator)
            // What it does about a guest that is too fast may change with the network; what a round takes does not.
            model.settings.mode = .precopy
            model.guest.dirtyBytesPerSecond = min(model.guest.dirtyBytesPerSecond, model.link.bytesPerSecond / 2)
            return model
        }
        let model = try #require((0..<100).lazy.map { _ in slowGuest() }.first { $0.prediction().converges })
        let prediction = model.prediction()
        var larger = model
        larger.guest.memoryBytes += 64 << 20
        #expect(larger.prediction().totalSeconds >= prediction.totalSeconds)
        var farther = model
        farther.link.roundTripSeconds += 0.01
        // A rest that is narrowed on the shorter way alone takes a tenth of a second at most.
        #expect(
            farther.prediction().totalSeconds + 0.1 >= prediction.totalSeconds || !farther.prediction().converges)
        var idle = model
        idle.guest.dirtyBytesPerSecond = 0
        #expect(idle.prediction().sentMB <= prediction.sentMB)
    }

    @Test(arguments: AccessPattern.allCases) func `Writing faster dirties more, and no more than the set`(
        _ pattern: AccessPattern
    ) {
        var guest = GuestSettings(memoryBytes: Self.gib, workingSetBytes: 100 << 20, dirtyBytesPerSecond: 0)
        guest.pattern = pattern
        var before = 0.0
        for dirtyMBps in stride(from: 0.0, through: 1000, by: 25) {
            guest.dirtyBytesPerSecond = dirtyMBps * 1e6
            let dirtied = WriteModel(guest).dirtied(in: 1)
            #expect(dirtied >= before && dirtied <= Double(100 << 20) + 2 * 4096)
            // No more than was written to, and the counters' pages.
            #expect(dirtied <= dirtyMBps * 1e6 + 2 * 4096)
            before = dirtied
        }
    }

    @Test func `The exponential is that of arithmetic`() {
        // e^−1 = 0.36787944117144233, so 100 MB written at random over 100 MB leave 63.2 % of it.
        let guest = GuestSettings(memoryBytes: Self.gib, workingSetBytes: 100_000_000, dirtyBytesPerSecond: 100e6)
        #expect(isNear(WriteModel(guest).dirtied(in: 1), 63_212_055.88 + 8192, within: 1e-9))
        #expect(isNear(WriteModel(guest).dirtied(in: 30), 100_000_000 + 8192 - 9.36e-6, within: 1e-12))
    }
}
