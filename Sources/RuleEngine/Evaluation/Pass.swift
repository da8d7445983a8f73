/// A subject that meets a rule's requirement.
public struct Pass: Sendable {
    /// The subject's natural key: `cluster/host/adapter`.
    public let subject: String

    /// Where the value that was looked at is written.
    public let location: Location?

    /// Whose the subject is.
    public let scope: Scope
}
