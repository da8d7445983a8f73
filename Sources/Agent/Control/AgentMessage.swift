/// What one end tells the other; numbers are looked at once, as they come in, so that nothing later has to mistrust them.
public protocol AgentMessage: Codable, Sendable {
    /// Throws where a value is none that the tool's own other end would send.
    func validate() throws(AgentError)
}

extension AgentMessage {
    /// Throws where one of `values` lies outside of `range`; those that are absent do not.
    public func within<Value: Comparable & Sendable>(
        _ range: ClosedRange<Value>, _ values: [String: Value?]
    ) throws(AgentError) {
        for (name, value) in values {
            guard let value, !range.contains(value) else { continue }
            throw AgentError("\(name) is \(value)")
        }
    }

    /// Throws where one of `texts` takes more than `most` bytes; those that are absent do not.
    public func atMost(_ most: Int, bytesIn texts: [String?]) throws(AgentError) {
        try within(0...most, ["the length of a text": texts.compactMap { $0?.utf8.count }.max()])
    }
}
