import FoundationEssentials

/// One line of the control channel: a JSON object, of which each end reads only what it needs.
///
///     far   {"hello":{"protocol":1,"version":"0.1.0"}}
///     near  {"hello":{"protocol":1,"version":"0.1.0"}}
///     near  {"call":"transfer.send","id":7,"body":{…}}
///     far   {"event":7,"body":{…}}                        any number of times
///     far   {"reply":7,"body":{…}}    or    {"reply":7,"failure":"a sentence"}
struct ControlMessage: Codable, Sendable, Equatable {
    /// What changes when the two ends of different versions could misunderstand each other.
    static let currentProtocol = 1

    /// Bytes that a line may have, without its end.
    static let longestLine = 1 << 20

    var hello: Hello?
    var call: String?
    var id: Int?
    var event: Int?
    var reply: Int?
    var failure: String?

    /// What each end says first.
    struct Hello: Codable, Sendable, Equatable {
        var `protocol`: Int
        var version: String
    }

    /// The body of a message, for those that know its type.
    private struct Enclosed<Body: Codable>: Codable { var body: Body }

    /// Reads a line; throws where it is not a JSON object of these keys.
    init(line: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(line)) }

    init(hello: Hello) { self.hello = hello }
    init(call: String, id: Int) { (self.call, self.id) = (call, id) }
    init(event id: Int) { event = id }
    init(reply id: Int?, failure: String? = nil) { (reply, self.failure) = (id, failure) }

    /// The line of a message without body.
    func line() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) + [UInt8(ascii: "\n")] }

    /// The line of a message with `body`.
    func line(body: some Codable) throws -> [UInt8] {
        let head = Array(try JSONEncoder().encode(self))
        let tail = Array(try JSONEncoder().encode(Enclosed(body: body)))
        // Both are objects that are not empty: {"reply":7} and {"body":…} become {"reply":7,"body":…}.
        let line = Array(head.dropLast()) + [UInt8(ascii: ",")] + Array(tail.dropFirst()) + [UInt8(ascii: "\n")]
        guard line.count <= Self.longestLine else { throw AgentError("a control message grew over 1 MiB") }
        return line
    }

    /// The body in `line`, of a type that its reader knows.
    static func body<Body: Codable>(_ type: Body.Type, in line: [UInt8]) throws -> Body {
        try JSONDecoder().decode(Enclosed<Body>.self, from: Data(line)).body
    }
}
