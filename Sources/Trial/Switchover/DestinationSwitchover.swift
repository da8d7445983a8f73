/// The destination's part in the switchover: when the guest goes on here.
///
/// That needs all that it takes to run, and the arbiter's leave. Once it was asked for, no failure matters any more: only the
/// arbiter's answer does, and waiting for it has no end.
struct DestinationSwitchover: Sendable, Hashable {
    /// What the destination knows.
    enum State: Sendable, Hashable, CaseIterable {
        /// Memory is coming in.
        case receiving
        /// All is here: the arbiter was asked for leave to go on, and has not answered.
        case asking
        /// The guest runs here, for good.
        case running
        /// What came in was thrown away.
        case discarded
    }

    /// What may happen to it.
    enum Event: Sendable, Hashable, CaseIterable {
        /// All that it takes to run has come, whole and sound, and the guest stands still at the source.
        case complete
        /// Something went wrong.
        case failed
        /// The arbiter has not answered for a while.
        case unanswered
        /// The arbiter's answers.
        case committed
        case aborted
    }

    /// What it is to do.
    enum Action: Sendable, Hashable {
        /// Ask the arbiter for leave to go on here.
        case askToCommit
        /// Let the guest go on here.
        case resume
        /// Tell the source that it does.
        case tell
        /// Throw away what came in.
        case discard
    }

    /// What the destination knows.
    private(set) var state = State.receiving

    /// A destination that has nothing yet.
    init() {}

    /// Takes in what happened.
    mutating func handle(_ event: Event) -> [Action] {
        switch (state, event) {
        case (.receiving, .complete): become(.asking, .askToCommit)
        case (.asking, .unanswered): become(.asking, .askToCommit)
        case (.asking, .committed): become(.running, .resume, .tell)
        case (.receiving, .failed), (.receiving, .aborted), (.asking, .aborted): become(.discarded, .discard)
        default: []
        }
    }

    /// Whether the guest runs here, or would, were the host alive.
    var guestRuns: Bool { state == .running }

    private mutating func become(_ state: State, _ actions: Action...) -> [Action] {
        self.state = state
        return actions
    }
}
