import CLinux
import Glibc

/// Anonymous private memory of whole pages: mmap(2); unmapped when its last owner lets it go.
///
/// What lies in it is shared between threads and, once it is registered, with the kernel's fault handling: whoever holds it says
/// which thread writes what.
@safe public final class MemoryMapping: @unchecked Sendable {
    // SAFETY: the address and the size never change; the bytes are nobody's but those whom the owner lets at them.

    /// Bytes of a page: x86-64 and arm64 with 4 KiB pages.
    public static let pageBytes = 4096

    /// The first byte.
    public let base: UnsafeMutableRawPointer

    /// The size, a multiple of a page.
    public let byteCount: Int

    /// Reserves memory for `byteCount` bytes, rounded up to whole pages; none is taken until it is written or populated.
    public init(byteCount: Int) throws(SystemError) {
        let size = (byteCount + Self.pageBytes - 1) / Self.pageBytes * Self.pageBytes
        let address = unsafe mmap(
            nil, size, PROT_READ | PROT_WRITE, Int32(MAP_PRIVATE) | Int32(MAP_ANONYMOUS) | Int32(MAP_NORESERVE), -1, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw SystemError("reserve \(size) bytes of memory", number: errno)
        }
        unsafe base = address
        self.byteCount = size
    }

    deinit { unsafe munmap(base, byteCount) }

    /// How many pages it has.
    public var pageCount: Int { byteCount / Self.pageBytes }
}
