/// Something that the near end asks of the far one; its type is the message, and it names the type of the reply.
public protocol AgentCall: AgentMessage {
    /// What is sent back once it is done.
    associatedtype Reply: AgentMessage
    /// What may be sent back meanwhile.
    associatedtype Event: AgentMessage = NoEvent

    /// Its name on the control channel: service, dot, verb.
    static var name: String { get }
}

extension AgentCall {
    /// Nothing to look at, where a call does not say otherwise.
    public func validate() throws(AgentError) {}
}

/// A reply that only says that something was done.
public struct Done: AgentMessage {
    /// Done.
    public init() {}

    /// Nothing to look at.
    public func validate() {}
}

/// The event of calls that have none.
public struct NoEvent: AgentMessage {
    /// Nothing to look at.
    public func validate() {}
}
