import Glibc
import LinuxSystem

/// Packets under way, which leave in the order in which they came.
///
/// Their bytes lie in one mapped ring, each packet whole; what is known of them lies in a ring of its own.
@safe final class PacketQueue {
    /// A packet under way.
    struct Entry {
        /// When it leaves, on the monotonic clock.
        let due: Int64
        /// How often it leaves then.
        let copies: Int
        fileprivate let offset: Int
        fileprivate let length: Int
    }

    /// Room that a packet needs at most: the largest frame and the header before it.
    static let mostBytes = 65_536 + 64

    private static let mostPackets = 1 << 18

    private let bytes: UnsafeMutableRawPointer
    private let size: Int
    private let entries: UnsafeMutablePointer<Entry>
    private var first = 0
    private(set) var count = 0
    private var end = 0

    /// A queue for so many bytes, whose memory is taken only as it is used.
    init(bytes wanted: Int) throws(SystemError) {
        let huge = 1 << 21
        size = (wanted + 2 * Self.mostBytes + huge - 1) / huge * huge
        guard
            let memory = unsafe mmap(
                nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
            unsafe memory != MAP_FAILED
        else { throw SystemError("map \(size) bytes", number: errno) }
        unsafe bytes = memory
        _ = unsafe madvise(memory, size, MADV_HUGEPAGE)
        unsafe entries = .allocate(capacity: Self.mostPackets)
    }

    deinit {
        _ = unsafe munmap(bytes, size)
        unsafe entries.deallocate()
    }

    /// The oldest packet.
    var oldest: Entry? { unsafe count > 0 ? entries[first] : nil }

    /// Bytes from the oldest packet to the newest.
    var heldBytes: Int {
        guard let oldest else { return 0 }
        return end > oldest.offset ? end - oldest.offset : size - oldest.offset + end
    }

    /// Where the next packet may be put; nil when there is no room.
    func room() -> UnsafeMutableRawBufferPointer? {
        guard let oldest else {
            (first, end) = (0, 0)  // A queue that runs empty stays in its first, warm pages.
            return unsafe UnsafeMutableRawBufferPointer(start: bytes, count: Self.mostBytes)
        }
        guard count < Self.mostPackets else { return nil }
        if end > oldest.offset, size - end < Self.mostBytes { end = 0 }
        guard end > oldest.offset || oldest.offset - end > Self.mostBytes else { return nil }
        return unsafe UnsafeMutableRawBufferPointer(start: bytes + end, count: Self.mostBytes)
    }

    /// Keeps the `length` bytes that were put into the room.
    func append(length: Int, due: Int64, copies: Int) {
        let next = (first + count) & (Self.mostPackets - 1)
        unsafe (entries + next).initialize(to: Entry(due: due, copies: copies, offset: end, length: length))
        end += (length + 63) & ~63
        count += 1
    }

    /// The bytes of a packet that is still here.
    func bytes(of entry: Entry) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: bytes + entry.offset, count: entry.length)
    }

    /// Lets the oldest go.
    func removeOldest() {
        first = (first + 1) & (Self.mostPackets - 1)
        count -= 1
    }
}
