/// Why pages could not be carried, as a sentence without a full stop.
struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// Somebody wanted to stop.
    static let interrupted = TransportError("interrupted")
}
