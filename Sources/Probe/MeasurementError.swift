/// Why a measurement could not be made, as a sentence with what to do about it; the exit code is 3.
public struct MeasurementError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence, without a full stop.
    public let description: String

    /// An error that `description` tells.
    public init(_ description: String) { self.description = description }
}
