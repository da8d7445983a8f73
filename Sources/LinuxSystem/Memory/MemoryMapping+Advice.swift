import CLinux
import Glibc

extension MemoryMapping {
    /// Lets the kernel use transparent huge pages for it, or keeps it from making new ones: madvise(2).
    public func advise(hugePages: Bool) throws(SystemError) {
        do throws(SystemError) {
            try advise(hugePages ? MADV_HUGEPAGE : MADV_NOHUGEPAGE, allPages, "set the size of its pages")
        } catch  where error.number == EINVAL {
            return  // The kernel has no transparent huge pages.
        }
    }

    /// Gives pages back: they hold nothing from now on, and the next access finds them zero or missing.
    public func discard(_ pages: Range<Int>) throws(SystemError) {
        try advise(MADV_DONTNEED, pages, "discard pages of memory")
    }

    func advise(
        _ advice: Int32, _ pages: Range<Int>, _ action: @autoclosure () -> String
    ) throws(SystemError) {
        let range = unsafe bytes(of: pages)
        while true {
            if unsafe madvise(range.baseAddress, range.count, advice) == 0 { return }
            let number = errno
            // Resources that will be there in a moment, says madvise(2).
            if number != EINTR && number != EAGAIN { throw SystemError(action(), number: number) }
        }
    }
}
