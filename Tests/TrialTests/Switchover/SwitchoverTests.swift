import Testing

@testable import Trial

/// The switchover under every order of events, loss and repetition of messages, death of either end and silence of the arbiter.
@Suite struct SwitchoverTests {
    /// Every state that can be reached, the first ones first.
    private static func reachable(_ kind: SwitchoverModel.ArbiterKind) -> [SwitchoverModel] {
        var states = [SwitchoverModel(kind)]
        var seen = Set(states)
        var index = 0
        while index < states.count {
            for next in states[index].steps + states[index].faults where seen.insert(next).inserted {
                states.append(next)
            }
            index += 1
        }
        return states
    }

    /// Those of `states` from which no way without a fault leads to one that is `good`.
    private static func stuck(
        _ states: [SwitchoverModel], good: (SwitchoverModel) -> Bool
    ) -> [SwitchoverModel] {
        var before: [SwitchoverModel: [SwitchoverModel]] = [:]
        for state in states {
            for next in state.steps { before[next, default: []].append(state) }
        }
        var reaching = states.filter(good)
        var seen = Set(reaching)
        while let state = reaching.popLast() {
            for previous in before[state] ?? [] where seen.insert(previous).inserted { reaching.append(previous) }
        }
        return states.filter { !seen.contains($0) }
    }

    @Test(arguments: SwitchoverModel.ArbiterKind.allCases)
    func `Whatever happens, the guest never runs twice and never stands still while it need not`(
        _ kind: SwitchoverModel.ArbiterKind
    ) {
        let states = Self.reachable(kind)
        print("the switchover with \(kind) as arbiter: \(states.count) states")
        #expect(states.count > 1_000)

        #expect(states.first { $0.source.guestRuns && $0.destination.guestRuns } == nil)
        #expect(states.first { $0.destination.guestRuns && $0.arbiter.decision != .committed } == nil)
        #expect(states.first { $0.source.state == .released && $0.arbiter.decision != .committed } == nil)
        #expect(states.first { $0.source.state == .kept && $0.arbiter.decision == .committed } == nil)

        let stuck = Self.stuck(states) {
            $0.source.guestRuns && $0.sourceLives || $0.destination.guestRuns && $0.destinationLives
        }
        // Both live and reach the arbiter: one of them goes on.
        #expect(stuck.first { $0.bothLive && $0.sourceReachesArbiter && $0.destinationReachesArbiter } == nil)
        // Nothing was committed: the source goes on, whatever became of the network and the destination.
        #expect(
            stuck.first { $0.sourceLives && $0.sourceReachesArbiter && $0.arbiter.decision != .committed } == nil)
        // It was committed: the destination goes on, whatever became of the network and the source.
        #expect(
            stuck.first { $0.destinationLives && $0.destinationReachesArbiter && $0.arbiter.decision == .committed }
                == nil)
    }

    @Test(arguments: SwitchoverModel.ArbiterKind.allCases)
    func `Every state and every way out of it is reached`(_ kind: SwitchoverModel.ArbiterKind) {
        let states = Self.reachable(kind)
        #expect(Set(states.map(\.source.state)) == Set(SourceSwitchover.State.allCases))
        #expect(Set(states.map(\.destination.state)) == Set(DestinationSwitchover.State.allCases))
        // Standing still for want of the arbiter does occur: the checks above do not hold for lack of cases.
        #expect(states.contains { $0.source.state == .asking && $0.destination.state == .asking })
    }

    @Test func `The arbiter decides once`() {
        var arbiter = Arbiter()
        #expect(arbiter.ask(for: .aborted) == .aborted)
        #expect(arbiter.ask(for: .committed) == .aborted)
        #expect(arbiter.decision == .aborted)
    }
}

extension SwitchoverModel {
    fileprivate var bothLive: Bool { sourceLives && destinationLives }
}
