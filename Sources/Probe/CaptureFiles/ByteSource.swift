import Crypto
import LinuxSystem

/// The bytes of a file or pipe, decompressed when they are gzip, in one buffer that is filled again and again.
@safe final class ByteSource {
    /// Bytes that one read asks for.
    static let chunk = 1 << 20

    /// The most bytes that can be asked for at once.
    static let largest = 16 << 20

    /// Bytes of the file read so far, and where ``position`` lies in the decompressed text.
    private(set) var bytesRead = 0
    var offset: Int { consumed + position }

    /// Why there are no more bytes, when it is not the end of the file.
    private(set) var problem: String?

    /// How long hashing took.
    private(set) var hashNanoseconds: Int64 = 0

    /// Where the caller is in the buffer, and where the bytes end.
    var position = 0
    private(set) var end = 0

    private var consumed = 0
    private var buffer: UnsafeMutableRawBufferPointer
    private var hash = SHA256()
    private let descriptor: Descriptor
    private var inflater: Inflater?
    private let progress: (Int) -> Void

    /// Reads from `descriptor`; `progress` is told how many bytes of the file were read, once for each chunk.
    init(_ descriptor: consuming Descriptor, progress: @escaping (Int) -> Void) throws(CaptureFileError) {
        self.descriptor = descriptor
        self.progress = progress
        unsafe buffer = .allocate(byteCount: Self.chunk * 2, alignment: 16)
        if let problem = fillDirectly() { throw CaptureFileError(problem) }
        if end >= 2, byte(0) == 0x1F, byte(1) == 0x8B {
            inflater = try Inflater()
            unsafe inflater?.take(UnsafeRawBufferPointer(rebasing: buffer[..<end]))
            end = 0
        }
    }

    deinit { unsafe buffer.deallocate() }

    /// One byte after ``position``, which must have been required.
    func byte(_ distance: Int) -> UInt8 { word(distance) }

    /// A number after ``position``, which must have been required, in the byte order of this machine.
    @inline(__always)
    func word<Value: FixedWidthInteger & BitwiseCopyable>(_ distance: Int) -> Value {
        precondition(distance >= 0 && position + distance + MemoryLayout<Value>.size <= end)
        return unsafe buffer.loadUnaligned(fromByteOffset: position + distance, as: Value.self)
    }

    /// The `count` bytes after ``position`` + `distance`, which must have been required; valid until the next ``require(_:)``.
    @inline(__always) func bytes(_ distance: Int, _ count: Int) -> UnsafeRawBufferPointer {
        precondition(distance >= 0 && count >= 0 && position + distance + count <= end)
        return unsafe UnsafeRawBufferPointer(
            start: buffer.baseAddress.map { unsafe $0 + position + distance }, count: count)
    }

    /// Sees to it that at least `count` bytes lie at ``position``.
    ///
    /// - Returns: false when the file ends before, or does not go on for a ``problem``.
    func require(_ count: Int) -> Bool {
        if end - position >= count { return true }
        guard count <= Self.largest else { return false }
        makeRoom(count)
        while end - position < count {
            let before = end
            fill()
            if end == before { return false }
        }
        return true
    }

    /// Steps over `count` bytes, however many they are.
    ///
    /// - Returns: false when the file ends before.
    func skip(_ count: Int) -> Bool {
        var rest = count
        while rest > 0 {
            guard require(1) else { return false }
            let step = min(rest, end - position)
            position += step
            rest -= step
        }
        return true
    }

    /// Reads what is left of the file, so that the hash covers all of it.
    ///
    /// - Returns: SHA-256 in hexadecimal digits.
    func finish() -> String {
        inflater = nil
        while true {
            position = 0
            end = 0
            if fillDirectly() != nil || end == 0 { break }
        }
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in hash.finalize() {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func makeRoom(_ count: Int) {
        if position > 0 {
            unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[position..<end]))
            consumed += position
            end -= position
            position = 0
        }
        if unsafe buffer.count < count + Self.chunk {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count + Self.chunk, alignment: 16)
            unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<end]))
            unsafe buffer.deallocate()
            unsafe buffer = unsafe larger
        }
    }

    private func fill() {
        guard problem == nil else { return }
        guard let inflater else {
            problem = fillDirectly()
            return
        }
        while problem == nil {
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[end...])
            let made = unsafe inflater.inflate(into: room)
            end += made
            if made > 0 { return }
            if let problem = inflater.problem {
                self.problem = problem
                return
            }
            guard inflater.needsInput else { return }
            let piece = unsafe inflater.input
            do {
                let count = try unsafe descriptor.read(into: piece)
                unsafe note(UnsafeRawBufferPointer(rebasing: piece[..<count]))
                if count == 0, !inflater.isComplete { problem = "the gzip data ends early" }
                if count == 0 { return }
                inflater.takeInput(count)
            } catch {
                problem = error.isDirectory ? "is a directory; name the captures in it" : error.description
            }
        }
    }

    /// Reads into the end of the buffer; returns what went wrong.
    private func fillDirectly() -> String? {
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[end..<min(end + Self.chunk, buffer.count)])
        do {
            let count = try unsafe descriptor.read(into: room)
            unsafe note(UnsafeRawBufferPointer(rebasing: room[..<count]))
            end += count
            return nil
        } catch {
            return error.isDirectory ? "is a directory; name the captures in it" : error.description
        }
    }

    private func note(_ piece: UnsafeRawBufferPointer) {
        let before = MonotonicClock.now
        unsafe hash.update(bufferPointer: piece)
        hashNanoseconds += MonotonicClock.now - before
        bytesRead += piece.count
        progress(bytesRead)
    }
}
