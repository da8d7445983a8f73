import LinuxSystem

/// A frame without pages, as it came.
struct ReceivedFrame {
    var header: FrameHeader
    var frame: Frame
}

/// Reads frames that bring no pages off a stream: what the destination says.
@safe final class FrameInput {
    private let socket: TCPSocket
    private let bytes = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 2 * (Frame.headerBytes + Frame.mostDetails), alignment: 16)
    private var start = 0
    private var end = 0

    init(_ socket: TCPSocket) { self.socket = socket }

    deinit { unsafe bytes.deallocate() }

    /// Waits for the next frame.
    func next(_ parser: inout FrameParser) throws -> ReceivedFrame {
        try fill(Frame.headerBytes)
        let header = try unsafe parser.header(RawSpan(_unsafeBytes: take(Frame.headerBytes)))
        try fill(header.detailBytes)
        let (frame, _) = try unsafe parser.details(RawSpan(_unsafeBytes: take(header.detailBytes)), of: header)
        return ReceivedFrame(header: header, frame: frame)
    }

    private func take(_ count: Int) -> UnsafeRawBufferPointer {
        defer { start += count }
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
    }

    private func fill(_ count: Int) throws {
        while end - start < count {
            if unsafe start > bytes.count / 2 {
                unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                (start, end) = (0, end - start)
            }
            if start == end { (start, end) = (0, 0) }
            let received = try unsafe socket.receive(into: UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
            guard received != 0 else { throw TransportError("the other end closed the stream") }
            end += received ?? 0
        }
    }
}
