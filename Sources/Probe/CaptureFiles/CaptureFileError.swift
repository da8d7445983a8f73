/// Why nothing can be read of a capture file, as a sentence; the exit code is 2.
public struct CaptureFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence, without the file's name and without a full stop.
    public let description: String

    /// An error that `description` tells.
    public init(_ description: String) { self.description = description }
}
