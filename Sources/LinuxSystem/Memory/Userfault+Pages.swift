import CLinux
import Glibc

extension Userfault {
    /// Protects pages from being written, or lifts that and lets those go on that wait for it.
    public func protect(_ pages: Range<Int>, _ isProtected: Bool = true) throws(SystemError) {
        let range = unsafe memory.bytes(of: pages)
        try repeating("protect pages of memory") {
            unsafe clinux_userfault_write_protect(descriptor, range.baseAddress, range.count, isProtected ? 1 : 0)
        }
    }

    /// Puts pages where none are and lets those go on that wait for them; those that are there already stay as they are.
    ///
    /// Returns how many were there.
    @discardableResult
    public func put(_ pages: Range<Int>, from bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        precondition(bytes.count == pages.count * MemoryMapping.pageBytes, "the bytes are those of the pages")
        let range = unsafe memory.bytes(of: pages)
        return try fill(range.count) { done in
            guard let to = range.baseAddress, let from = bytes.baseAddress else { return range.count }
            return unsafe clinux_userfault_copy(descriptor, to + done, from + done, range.count - done)
        }
    }

    /// Puts zeros where no pages are, as ``put(_:from:)`` does.
    @discardableResult
    public func putZeros(_ pages: Range<Int>) throws(SystemError) -> Int {
        let range = unsafe memory.bytes(of: pages)
        return try fill(range.count) { done in
            guard let to = range.baseAddress else { return range.count }
            return unsafe clinux_userfault_zero(descriptor, to + done, range.count - done)
        }
    }

    /// Lets those go on that wait for pages, which then look again.
    public func wake(_ pages: Range<Int>) throws(SystemError) {
        let range = unsafe memory.bytes(of: pages)
        try repeating("wake who waits for pages") {
            unsafe clinux_userfault_wake(descriptor, range.baseAddress, range.count)
        }
    }

    /// Calls `body` until it has filled `count` bytes, stepping over the pages that are there; returns how many those were.
    private func fill(_ count: Int, _ body: (_ done: Int) -> Int) throws(SystemError) -> Int {
        var (done, present) = (0, 0)
        while done < count {
            let filled = body(done)
            if filled > 0 {
                done += filled
                continue
            }
            let number = errno
            switch number {
            case EEXIST:
                present += 1
                done += MemoryMapping.pageBytes
            case EAGAIN, EINTR: continue
            default: throw SystemError("put pages into memory", number: number)
            }
        }
        return present
    }

    /// The kernel asks to try again while the memory's mappings change.
    private func repeating(_ action: String, _ body: () -> Int32) throws(SystemError) {
        while body() != 0 {
            let number = errno
            if number != EAGAIN && number != EINTR { throw SystemError(action, number: number) }
        }
    }
}
