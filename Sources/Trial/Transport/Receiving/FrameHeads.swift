/// Headers and details of frames, received with what goes before them: bytes that are there and that nobody has taken.
@safe final class FrameHeads {
    private let bytes = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 2 * (Frame.headerBytes + Frame.mostDetails), alignment: 64)
    private var start = 0
    private var end = 0

    /// Bytes to ask for in advance, at most a header and its details.
    var ahead = Frame.headerBytes

    deinit { unsafe bytes.deallocate() }

    /// Bytes that are there.
    var count: Int { end - start }

    /// Takes bytes that are there, which are valid until ``room(for:)``.
    func take(_ count: Int) -> UnsafeRawBufferPointer {
        precondition(count >= 0 && count <= self.count, "only what is there is taken")
        defer { start += count }
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
    }

    /// Where what is missing of `count` bytes goes.
    func room(for count: Int) -> UnsafeMutableRawBufferPointer {
        if start > 0 {
            unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            (start, end) = (0, end - start)
        }
        return unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[end..<max(end, count)])
    }

    /// Notes that `count` bytes have come there.
    func received(_ count: Int) { end += count }
}
