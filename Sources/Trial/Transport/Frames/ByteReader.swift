/// How far bytes of another end, which may be too few, have been read.
struct ByteReader {
    private(set) var offset: Int

    init(offset: Int = 0) { self.offset = offset }

    /// The next number, little-endian.
    mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type, in bytes: RawSpan
    ) throws(TransportError) -> Number {
        let size = MemoryLayout<Number>.size
        guard bytes.byteCount - offset >= size else { throw TransportError("a frame is too short for what it holds") }
        defer { offset += size }
        return Number(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }

    /// The next `count` bytes.
    mutating func bytes(_ count: Int, in bytes: RawSpan) throws(TransportError) -> [UInt8] {
        guard count >= 0, bytes.byteCount - offset >= count else {
            throw TransportError("a frame is too short for what it holds")
        }
        defer { offset += count }
        return unsafe bytes.extracting(offset..<offset + count).withUnsafeBytes { unsafe Array($0) }
    }
}
