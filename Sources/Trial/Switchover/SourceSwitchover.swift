/// The source's part in the switchover: what it does with the guest, whatever happens in whatever order.
///
/// The guest stands still at the source from `paused` on, and goes on there only once the arbiter has decided that it does not
/// go on at the destination. Waiting for the arbiter has no end: who cannot reach it keeps the guest standing still.
struct SourceSwitchover: Sendable, Hashable {
    /// What the source knows.
    enum State: Sendable, Hashable, CaseIterable {
        /// The guest runs here; nothing was asked of the arbiter by anybody.
        case running
        /// The guest stands still here while the last of it goes over.
        case paused
        /// Something went wrong: the arbiter was asked to leave the guest here, and has not answered.
        case asking
        /// The guest runs here again, for good.
        case kept
        /// The guest is the destination's; nothing of it runs here again.
        case released
    }

    /// What may happen to it.
    enum Event: Sendable, Hashable, CaseIterable {
        /// The rest is small enough.
        case smallEnough
        /// The destination told that the guest runs there.
        case told
        /// Something went wrong, or took too long.
        case failed
        /// The arbiter has not answered for a while.
        case unanswered
        /// The arbiter's answers.
        case committed
        case aborted
    }

    /// What it is to do.
    enum Action: Sendable, Hashable {
        /// Stop the guest, and send the last of it.
        case pause
        /// Ask the arbiter to leave the guest here.
        case askToAbort
        /// Let the guest go on here.
        case resume
        /// Let the guest's memory go.
        case release
    }

    /// What the source knows.
    private(set) var state = State.running

    /// A source whose guest runs.
    init() {}

    /// Takes in what happened.
    mutating func handle(_ event: Event) -> [Action] {
        switch (state, event) {
        case (.running, .smallEnough): become(.paused, .pause)
        // The destination never had all: nobody needs to be asked.
        case (.running, .failed): become(.kept)
        case (.paused, .failed): become(.asking, .askToAbort)
        case (.asking, .unanswered): become(.asking, .askToAbort)
        case (.paused, .told), (.asking, .told), (.paused, .committed), (.asking, .committed):
            become(.released, .release)
        case (.paused, .aborted), (.asking, .aborted): become(.kept, .resume)
        default: []
        }
    }

    /// Whether the guest runs here, or would, were the host alive.
    var guestRuns: Bool { state == .running || state == .kept }

    private mutating func become(_ state: State, _ actions: Action...) -> [Action] {
        self.state = state
        return actions
    }
}
