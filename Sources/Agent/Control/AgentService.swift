/// A part of the far end that answers calls.
public protocol AgentService: Sendable {
    /// Names the calls that it answers.
    func register(in registry: inout AgentRegistry)
}

/// What the far end can be asked, by name.
public struct AgentRegistry: Sendable {
    typealias Answer = @Sendable (_ line: [UInt8], _ id: Int, _ send: @escaping Send) throws -> Void
    typealias Send = @Sendable ([UInt8]) -> Void

    private(set) var answers: [String: Answer] = [:]
    private(set) var quick: Set<String> = []

    /// All that `services` answer.
    public init(_ services: [any AgentService]) {
        for service in services { service.register(in: &self) }
    }

    /// Has `body`, which never waits, answer calls of `type` at once: also on a machine that has no memory left for a thread.
    public mutating func answerAtOnce<Call: AgentCall>(
        _ type: Call.Type, _ body: @escaping @Sendable (_ call: Call) throws -> Call.Reply
    ) {
        quick.insert(Call.name)
        answer(type) { call, _ in try body(call) }
    }

    /// Has `body` answer calls of `type`, each on a thread of its own; an error becomes the reply's sentence.
    public mutating func answer<Call: AgentCall>(
        _ type: Call.Type,
        _ body: @escaping @Sendable (_ call: Call, _ event: @Sendable (Call.Event) -> Void) throws -> Call.Reply
    ) {
        precondition(answers[Call.name] == nil, "\(Call.name) has one answer")
        answers[Call.name] = { line, id, send in
            let call = try ControlMessage.body(Call.self, in: line)
            try call.validate()
            let reply = try body(call) { event in
                // An event is news, not the outcome: one that cannot be told does no harm.
                if let line = try? ControlMessage(event: id).line(body: event) { send(line) }
            }
            send(try ControlMessage(reply: id).line(body: reply))
        }
    }
}
