/// A stretch of a text's bytes and what is to stand there instead.
public struct TextEdit: Hashable, Sendable {
    /// The bytes that go.
    public let range: Range<Int>

    /// The bytes that come.
    public let replacement: [UInt8]

    /// Puts `replacement` where `range` is.
    public init(_ range: Range<Int>, replacement: [UInt8] = []) {
        self.range = range
        self.replacement = replacement
    }
}

extension [TextEdit] {
    /// `bytes` with these edits, which are in the order of the text and do not overlap; all other bytes stay.
    public func applied(to bytes: [UInt8]) -> [UInt8] { applied(to: bytes, in: bytes.indices) }

    /// The part `range` of `bytes` with these edits, which lie in it.
    func applied(to bytes: [UInt8], in range: Range<Int>) -> [UInt8] {
        var edited: [UInt8] = []
        edited.reserveCapacity(range.count)
        var place = range.lowerBound
        for edit in self {
            edited += bytes[place..<edit.range.lowerBound]
            edited += edit.replacement
            place = edit.range.upperBound
        }
        return edited + bytes[place..<range.upperBound]
    }
}
