/// A stretch of a source file, counted in Unicode scalars from its start, as libyaml's marks are.
public struct SourceSpan: Hashable, Sendable {
    /// Scalars before the stretch.
    public var offset: UInt32

    /// Scalars in the stretch; 0 marks a point.
    public var length: UInt32

    /// Scalars up to the stretch's end.
    public var end: UInt32 { offset + length }

    /// The stretch of `length` scalars at `offset`.
    public init(offset: UInt32, length: UInt32) {
        self.offset = offset
        self.length = length
    }

    /// The stretch from `start` up to `end`, empty when they are in the wrong order.
    public init(from start: UInt32, to end: UInt32) {
        self.init(offset: start, length: end > start ? end - start : 0)
    }
}
