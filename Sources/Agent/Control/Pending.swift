import LinuxSystem
import SourceText
import Synchronization

/// The calls of the near end that wait for their replies.
final class Pending: Sendable {
    /// What may come for a call.
    enum News: Sendable {
        case event([UInt8])
        case reply([UInt8])
        case failure(String)
        /// The channel has ended, and why where that is known.
        case end(String?)
    }

    /// The far end's hello, or why there is none.
    let greeting: Mailbox<Result<ControlMessage.Hello, AgentError>>

    /// Bytes of its standard error that are kept.
    private static let mostErrors = 4_096

    private struct State {
        var next = 1
        var waiting: [Int: Mailbox<News>] = [:]
        var end: News?
        var errors: [UInt8] = []
        var hasErrorsEnded = false
    }

    private let state = Mutex(State())

    init() throws(SystemError) { greeting = try Mailbox() }

    /// A number for a new call, and where its news will come.
    func open() throws(SystemError) -> (Int, Mailbox<News>) {
        let mailbox = try Mailbox<News>()
        let (id, end) = state.withLock { state in
            defer { state.next += 1 }
            state.waiting[state.next] = mailbox
            return (state.next, state.end)
        }
        if let end { mailbox.put(end) }
        return (id, mailbox)
    }

    /// Forgets a call.
    func close(_ id: Int) { state.withLock { _ = $0.waiting.removeValue(forKey: id) } }

    /// Gives `news` to the call that waits for it; of one that nobody waits for any more, nothing is kept.
    func deliver(_ news: News, to id: Int) { state.withLock { $0.waiting[id] }?.put(news) }

    /// Tells all calls, and those to come, that the channel has ended.
    func end(_ why: String?) {
        let waiting = state.withLock { state in
            if state.end == nil { state.end = .end(why) }
            return state.waiting.values
        }
        for mailbox in waiting { mailbox.put(.end(why)) }
        greeting.put(.failure(AgentError(why ?? "it ended")))
    }

    /// Whether the channel has ended.
    var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// Whether the far end's side has closed its standard error.
    var hasErrorsEnded: Bool {
        get { state.withLock { $0.hasErrorsEnded } }
        set { state.withLock { $0.hasErrorsEnded = newValue } }
    }

    /// Keeps the last of what the far end's side wrote to its standard error.
    func heard(_ bytes: some Sequence<UInt8>) {
        state.withLock { state in
            state.errors = Array((state.errors + bytes).suffix(Self.mostErrors))
        }
    }

    /// That, in one line that a terminal cannot be misled by.
    var errors: String {
        let lines = String(decoding: state.withLock { $0.errors }, as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.suffix(3).map { String($0).visible }.joined(separator: "; ")
    }
}
