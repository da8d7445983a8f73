/// The bytes of a frame, read in network order and never beyond their end.
///
/// It must not outlive the call that it was made for.
@safe struct PacketBytes {
    private let start: UnsafeRawPointer?
    let count: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        unsafe start = bytes.baseAddress
        count = bytes.count
    }

    @inline(__always) func byte(_ offset: Int) -> UInt8 { load(offset) }

    @inline(__always) func word16(_ offset: Int) -> UInt16 { UInt16(bigEndian: load(offset)) }

    @inline(__always) func word32(_ offset: Int) -> UInt32 { UInt32(bigEndian: load(offset)) }

    @inline(__always) func word64(_ offset: Int) -> UInt64 { UInt64(bigEndian: load(offset)) }

    /// The number in the byte order of this machine.
    @inline(__always) func load<Value: FixedWidthInteger & BitwiseCopyable>(_ offset: Int) -> Value {
        precondition(offset >= 0 && offset &+ MemoryLayout<Value>.size <= count)
        guard let start = unsafe start else { preconditionFailure("bytes that are not empty have an address") }
        return unsafe start.loadUnaligned(fromByteOffset: offset, as: Value.self)
    }
}
