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

    /// Bytes of a transparent huge page.
    public static let hugePageBytes = 2 << 20

    /// The first byte, where a huge page may begin.
    public let base: UnsafeMutableRawPointer

    /// The size, a multiple of a page.
    public let byteCount: Int

    /// Reserves memory for `byteCount` bytes, rounded up to whole pages; none is taken until it is written or populated.
    public init(byteCount: Int) throws(SystemError) {
        let (padded, tooMuch) = byteCount.addingReportingOverflow(Self.hugePageBytes + Self.pageBytes)
        guard byteCount > 0, !tooMuch else { throw SystemError("reserve \(byteCount) bytes of memory", number: ENOMEM) }
        let size = (byteCount + Self.pageBytes - 1) / Self.pageBytes * Self.pageBytes
        let address = unsafe mmap(
            nil, padded, PROT_READ | PROT_WRITE, Int32(MAP_PRIVATE) | Int32(MAP_ANONYMOUS) | Int32(MAP_NORESERVE), -1, 0
        )
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw SystemError("reserve \(size) bytes of memory", number: errno)
        }
        // Kernels before 6.7 do not align large mappings, and a huge page must not lie half in another mapping.
        let before = -Int(bitPattern: address) & (Self.hugePageBytes - 1)
        let paddedPages = (padded + Self.pageBytes - 1) / Self.pageBytes * Self.pageBytes
        let after = paddedPages - before - size
        if before > 0 { unsafe munmap(address, before) }
        if after > 0 { unsafe munmap(address + before + size, after) }
        unsafe base = address + before
        self.byteCount = size
    }

    deinit { unsafe munmap(base, byteCount) }

    /// How many pages it has.
    public var pageCount: Int { byteCount / Self.pageBytes }

    /// Where a page begins.
    public func address(of page: Int) -> UnsafeMutableRawPointer {
        precondition(page >= 0 && page <= pageCount, "the memory has this page")
        return unsafe base + page * Self.pageBytes
    }

    /// The bytes of some pages.
    public func bytes(of pages: Range<Int>) -> UnsafeMutableRawBufferPointer {
        precondition(pages.upperBound <= pageCount, "the memory has these pages")
        return unsafe UnsafeMutableRawBufferPointer(
            start: address(of: pages.lowerBound), count: pages.count * Self.pageBytes)
    }

    /// Every page.
    public var allPages: Range<Int> { 0..<pageCount }
}
