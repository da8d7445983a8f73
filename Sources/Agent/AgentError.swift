import SourceText

/// Why the two ends of a measurement did not come together, as a sentence with what to do about it; the exit code is 3.
public struct AgentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence, without a full stop.
    public let description: String

    /// An error that `description` tells.
    public init(_ description: String) { self.description = description }

    static func versions(near: ControlMessage.Hello, far: ControlMessage.Hello) -> AgentError {
        AgentError(
            "the two ends do not speak the same protocol: here vmotion-preflight \(near.version) with protocol "
                + "\(near.protocol), at the far end \(String(far.version.prefix(64)).visible) with protocol \(far.protocol); install the same version on both"
        )
    }
}

extension AgentError {
    /// Somebody wanted to stop.
    public static let interrupted = AgentError("interrupted")
}
