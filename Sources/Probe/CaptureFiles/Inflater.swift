import CZlib

/// Decompresses gzip, also several members one after the other: RFC 1952.
@safe final class Inflater {
    private var stream = unsafe z_stream()
    private var isWithin = false
    private let storage: UnsafeMutableRawBufferPointer

    /// Why it cannot go on.
    private(set) var problem: String?

    /// Whether all that it was given is used up.
    var needsInput: Bool { unsafe stream.avail_in == 0 }

    /// Whether it stands between members, where a file may end.
    var isComplete: Bool { !isWithin }

    /// Where the next piece of the compressed file goes.
    var input: UnsafeMutableRawBufferPointer { unsafe storage }

    init() throws(CaptureFileError) {
        unsafe storage = .allocate(byteCount: ByteSource.chunk, alignment: 16)
        // 15 bits of window, and 16 for the header of gzip: zlib.h.
        let status = unsafe inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw CaptureFileError("zlib cannot be set up") }
    }

    deinit {
        unsafe inflateEnd(&stream)
        unsafe storage.deallocate()
    }

    /// Takes a copy of the first piece, which must fit into ``input``.
    func take(_ piece: UnsafeRawBufferPointer) {
        unsafe storage.copyMemory(from: piece)
        takeInput(piece.count)
    }

    /// Takes the first `count` bytes that were put into ``input``.
    func takeInput(_ count: Int) {
        unsafe stream.next_in = storage.baseAddress?.assumingMemoryBound(to: Bytef.self)
        unsafe stream.avail_in = uInt(count)
    }

    /// Decompresses into `room`; 0 when it needs input or cannot go on.
    func inflate(into room: UnsafeMutableRawBufferPointer) -> Int {
        while unsafe stream.avail_in > 0 {
            unsafe stream.next_out = room.baseAddress?.assumingMemoryBound(to: Bytef.self)
            unsafe stream.avail_out = uInt(clamping: room.count)
            isWithin = true
            let status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
            let made = unsafe room.count - Int(stream.avail_out)
            switch status {
            case Z_OK, Z_BUF_ERROR: break
            case Z_STREAM_END:
                isWithin = false
                unsafe inflateReset(&stream)
                skipPadding()
            default:
                problem = "the gzip data is broken"
                return made
            }
            if made > 0 { return made }
        }
        return 0
    }

    /// Zeros may fill a file up behind its last member.
    private func skipPadding() {
        while unsafe stream.avail_in > 0, let next = unsafe stream.next_in, unsafe next.pointee == 0 {
            unsafe stream.next_in = unsafe next + 1
            unsafe stream.avail_in -= 1
        }
    }
}
