/// A subject that meets a rule's requirement.
public struct Pass: Sendable {
    /// The subject's natural key: `cluster/host/adapter`.
    public let subject: String

    /// What is there, where the rule tells it.
    public let observed: String?

    /// What should be there, where the rule tells it.
    public let expected: String?

    /// Where the value that was looked at is written.
    public let location: Location?

    /// Whether the value itself is written there, and not only its key or what names the subject.
    public let isValue: Bool

    /// Whose the subject is.
    public let scope: Scope
}
