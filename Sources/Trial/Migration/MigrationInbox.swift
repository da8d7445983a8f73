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

    /// A wish to stop: of the user's, or because of the time that it takes.
    let cancellation: Cancellation

    init() throws(SystemError) {
        mailbox = try Mailbox()
        cancellation = try Cancellation()
    }

    /// Adds news.
    func put(_ news: News) { mailbox.put(news) }

    /// The oldest news; nil when none has come by `deadline`.
    func take(until deadline: Int64, heedingCancellation: Bool = true) throws -> News? {
        try mailbox.take(until: deadline, cancellation: heedingCancellation ? cancellation : nil)
    }
}
