@testable import Trial

/// Source, destination and arbiter with all that may lie between them: one state of the whole, and the steps from it.
struct SwitchoverModel: Hashable {
    /// Who decides.
    enum ArbiterKind: CaseIterable {
        /// The controller: questions and answers travel, and may be lost.
        case controller
        /// A file that either end creates in one step, or cannot reach at all.
        case lockFile
    }

    /// What is under way; a set, so that messages overtake each other and come again as often as they like.
    struct Messages: OptionSet, Hashable {
        var rawValue: UInt16
        static let lastPages = Messages(rawValue: 1 << 0)
        static let runsThere = Messages(rawValue: 1 << 1)
        static let abortQuestion = Messages(rawValue: 1 << 2)
        static let commitQuestion = Messages(rawValue: 1 << 3)
        static let sourceCommitted = Messages(rawValue: 1 << 4)
        static let sourceAborted = Messages(rawValue: 1 << 5)
        static let destinationCommitted = Messages(rawValue: 1 << 6)
        static let destinationAborted = Messages(rawValue: 1 << 7)
        static let all: [Messages] = (0..<8).map { Messages(rawValue: 1 << $0) }
        static let ofData: Messages = [.lastPages, .runsThere]
        static let ofSource: Messages = [.abortQuestion, .sourceCommitted, .sourceAborted]
        static let ofDestination: Messages = [.commitQuestion, .destinationCommitted, .destinationAborted]
    }

    let kind: ArbiterKind
    var source = SourceSwitchover()
    var destination = DestinationSwitchover()
    var arbiter = Arbiter()
    var messages: Messages = []
    var sourceLives = true
    var destinationLives = true
    var sourceReachesArbiter = true
    var destinationReachesArbiter = true
    var networkCarries = true

    init(_ kind: ArbiterKind) { self.kind = kind }

    /// What can happen next without anything going wrong; that the patience of an end runs out is no fault.
    var steps: [SwitchoverModel] {
        var steps: [SwitchoverModel] = []
        func step(_ change: (inout SwitchoverModel) -> Void) {
            var next = self
            change(&next)
            if next != self { steps.append(next) }
        }
        if sourceLives {
            for event in [SourceSwitchover.Event.smallEnough, .unanswered] { step { $0.tellSource(event) } }
            if source.state == .paused { step { $0.tellSource(.failed) } }
        }
        if destinationLives { step { $0.tellDestination(.unanswered) } }
        for message in Messages.all where messages.contains(message) {
            step { $0.deliver(message, again: false) }
        }
        return steps
    }

    /// What can go wrong.
    var faults: [SwitchoverModel] {
        var faults: [SwitchoverModel] = []
        func fault(_ change: (inout SwitchoverModel) -> Void) {
            var next = self
            change(&next)
            if next != self { faults.append(next) }
        }
        fault { $0.sourceLives = false }
        fault { $0.destinationLives = false }
        fault { $0.sourceReachesArbiter.toggle() }
        fault { $0.destinationReachesArbiter.toggle() }
        fault { $0.networkCarries.toggle() }
        if sourceLives { fault { $0.tellSource(.failed) } }
        if destinationLives { fault { $0.tellDestination(.failed) } }
        for message in Messages.all where messages.contains(message) {
            fault { $0.messages.remove(message) }
            fault { $0.deliver(message, again: true) }
        }
        return faults
    }

    private mutating func deliver(_ message: Messages, again: Bool) {
        let carries =
            Messages.ofData.contains(message)
            ? networkCarries
            : Messages.ofSource.contains(message) ? sourceReachesArbiter : destinationReachesArbiter
        guard carries else { return }
        if !again { messages.remove(message) }
        switch message {
        case .lastPages: tellDestination(.complete)
        case .runsThere: tellSource(.told)
        case .abortQuestion: answerSource(arbiter.ask(for: .aborted))
        case .commitQuestion: answerDestination(arbiter.ask(for: .committed))
        case .sourceCommitted: tellSource(.committed)
        case .sourceAborted: tellSource(.aborted)
        case .destinationCommitted: tellDestination(.committed)
        default: tellDestination(.aborted)
        }
    }

    private mutating func answerSource(_ decision: SwitchoverDecision) {
        messages.insert(decision == .committed ? .sourceCommitted : .sourceAborted)
    }

    private mutating func answerDestination(_ decision: SwitchoverDecision) {
        messages.insert(decision == .committed ? .destinationCommitted : .destinationAborted)
    }

    private mutating func tellSource(_ event: SourceSwitchover.Event) {
        guard sourceLives else { return }
        for action in source.handle(event) {
            switch action {
            case .pause: messages.insert(.lastPages)
            case .askToAbort where kind == .controller: messages.insert(.abortQuestion)
            case .askToAbort where sourceReachesArbiter: answerSource(arbiter.ask(for: .aborted))
            case .askToAbort, .resume, .release: break
            }
        }
    }

    private mutating func tellDestination(_ event: DestinationSwitchover.Event) {
        guard destinationLives else { return }
        for action in destination.handle(event) {
            switch action {
            case .askToCommit where kind == .controller: messages.insert(.commitQuestion)
            case .askToCommit where destinationReachesArbiter: answerDestination(arbiter.ask(for: .committed))
            case .tell: messages.insert(.runsThere)
            case .askToCommit, .resume, .discard: break
            }
        }
    }
}
