import Agent
import LinuxSystem

/// What an end of a migration waits for, from wherever it comes, in the order in which it comes.
final class MigrationInbox: Sendable {
    /// What may come.
    enum News: Sendable {
        /// A message of the other end.
        case message(TransportMessage)
        /// The last stream has died.
        case ended(TransportError)
        /// What the arbiter decided.
        case decided(SwitchoverDecision)
    }

    private let mailbox: Mailbox<News>

    /// So many messages of the destination may wait for the source, which looks at few while the guest runs.
    private static let mostMessages = 64

    /// Why an end that was told to stop gave up.
    static let interruption = "it was interrupted"

    /// A wish to stop: of the user's, or because of the time that it takes.
    let cancellation: Cancellation

    init() throws(SystemError) {
        mailbox = try Mailbox()
        cancellation = try Cancellation()
    }

    /// Adds news.
    func put(_ news: News) { mailbox.put(news) }

    /// Adds a message of the destination; more than a few that nobody has taken end the migration.
    func put(fromDestination message: TransportMessage) {
        guard !mailbox.put(.message(message), atMost: Self.mostMessages) else { return }
        let error = TransportError("the destination says more than it was asked for")
        _ = mailbox.put(.ended(error), atMost: Self.mostMessages + 1)
    }

    /// Throws where something waits that ends the migration, whatever else does; it goes on waiting.
    func heedEnd() throws {
        for news in mailbox.waiting {
            switch news {
            case .ended(let error): throw error
            case .decided(.aborted): throw AgentError("the arbiter has left the guest at the source")
            case .message(let message) where message.meaning == .failed: throw AgentError(failed: message)
            case .message, .decided: break
            }
        }
    }

    /// The oldest news; nil when none has come by `deadline`.
    func take(until deadline: Int64, heedingCancellation: Bool = true) throws -> News? {
        try mailbox.take(until: deadline, cancellation: heedingCancellation ? cancellation : nil)
    }
}
