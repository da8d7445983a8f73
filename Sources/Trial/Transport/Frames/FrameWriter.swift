import LinuxSystem
import Synchronization

/// Sends the frames of one stream, whole and one after the other, whichever threads they come from.
final class FrameWriter: Sendable {
    let stream: PageStream
    let key: FrameKey

    private let place: Guarded<Place>
    private let broken = Atomic<Bool>(false)

    /// What a frame is made in.
    private final class Place {
        var sequence: UInt64 = 0
        let bytes = FrameBytes()
        var list = BufferList(capacity: Frame.mostPages + 1)
    }

    init(_ stream: PageStream, key: FrameKey) {
        self.stream = stream
        self.key = key
        place = Guarded(Place())
    }

    /// Whether a frame could not be sent whole, so that none can follow.
    var isBroken: Bool { broken.load(ordering: .acquiring) }

    /// Sends `frame`, with the pages' contents out of `memory`; waits as long as it takes, or until the connection is broken off.
    ///
    /// `record` is told the frame's number before anything of it is sent; what it throws keeps it from being sent.
    func write(
        _ frame: Frame, delivered: UInt64, hashes: ArraySlice<UInt64> = [], of memory: MemoryMapping? = nil,
        record: (_ sequence: UInt64) throws -> Void = { _ in }
    ) throws {
        try place.withLock { try write(frame, delivered, hashes, memory, $0, record) }
    }

    /// The same unless another thread is at it; false where one is.
    func writeIfFree(
        _ frame: Frame, delivered: UInt64, hashes: ArraySlice<UInt64> = [], of memory: MemoryMapping? = nil,
        record: (_ sequence: UInt64) throws -> Void = { _ in }
    ) throws -> Bool {
        try place.withLockIfFree { try write(frame, delivered, hashes, memory, $0, record) } != nil
    }

    private func write(
        _ frame: Frame, _ delivered: UInt64, _ hashes: ArraySlice<UInt64>, _ memory: MemoryMapping?, _ place: Place,
        _ record: (UInt64) throws -> Void
    ) throws {
        try record(place.sequence)
        place.list.removeAll()
        unsafe place.list.append(
            place.bytes.write(frame, sequence: place.sequence, delivered: delivered, hashes: hashes, key: key))
        place.sequence += 1
        if let memory {
            for run in frame.runs { unsafe place.list.append(UnsafeRawBufferPointer(memory.bytes(of: run))) }
        }
        do {
            while place.list.byteCount > 0 { _ = try stream.socket.send(&place.list) }
        } catch {
            broken.store(true, ordering: .releasing)
            throw error
        }
    }
}
