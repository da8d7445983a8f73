/// Memory for one frame's header and details, which frames are written into one after the other.
@safe final class FrameBytes {
    private let bytes = UnsafeMutableRawBufferPointer.allocate(
        byteCount: Frame.headerBytes + Frame.mostDetails, alignment: 64)
    private var count = 0

    deinit { unsafe bytes.deallocate() }

    /// Writes `frame` with the hashes of its pages, which are as many as it has; what was written is valid until the next, or this goes.
    func write(
        _ frame: Frame, sequence: UInt64, delivered: UInt64, hashes: ArraySlice<UInt64>, key: FrameKey
    ) -> UnsafeRawBufferPointer {
        count = 0
        put(frame.kind.rawValue)
        put(UInt8(frame.isUrgent ? 1 : 0))
        put(UInt16(truncatingIfNeeded: frame.runs.count))
        put(UInt16(truncatingIfNeeded: frame.zeroRuns.count))
        put(UInt16(truncatingIfNeeded: hashes.count))
        put(UInt32(truncatingIfNeeded: frame.payload.count))
        put(frame.round)
        put(sequence)
        put(UInt32(truncatingIfNeeded: delivered))
        put(UInt32(truncatingIfNeeded: check(from: 0, key)))
        let start = count
        for run in frame.runs + frame.zeroRuns {
            put(UInt64(truncatingIfNeeded: run.lowerBound) | UInt64(truncatingIfNeeded: run.count) << 48)
        }
        for hash in hashes { put(hash) }
        unsafe frame.payload.withUnsafeBytes { payload in
            guard payload.count > 0 else { return }
            unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[count...]).copyMemory(from: payload)
            count += payload.count
        }
        if count > start { put(check(from: start, key)) }
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[..<count])
    }

    private func put<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        unsafe bytes.storeBytes(of: number.littleEndian, toByteOffset: count, as: Number.self)
        count += MemoryLayout<Number>.size
    }

    private func check(from start: Int, _ key: FrameKey) -> UInt64 {
        unsafe key.hash(UnsafeRawBufferPointer(rebasing: bytes[start..<count]))
    }
}
