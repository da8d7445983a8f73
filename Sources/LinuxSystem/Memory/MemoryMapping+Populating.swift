import CLinux
import Glibc

/// Why memory could not be had.
public enum PopulatingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Somebody wants to stop.
    case cancelled
    /// There is not enough of it.
    case outOfMemory(populated: Int, wanted: Int, available: AvailableMemory)
    /// The kernel refused for another reason.
    case refused(SystemError)

    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .cancelled: "interrupted"
        case .outOfMemory(let populated, let wanted, let available):
            "memory ran out after \(populated >> 20) of \(wanted >> 20) MiB: \(available)"
        case .refused(let error): error.description
        }
    }
}

extension MemoryMapping {
    /// What is populated between two looks at how much is left, and for how long a wish to stop waits at most.
    private static let populatedAtOnce = 64 << 20

    /// Has every page there before somebody writes to it, which then costs no page fault; contents stay.
    ///
    /// No other thread may write to the memory meanwhile. `progress` gets the bytes that are there.
    public func populate(
        cancellation: Cancellation? = nil, progress: (Int) -> Void = { _ in }
    ) throws(PopulatingError) {
        try populate(given: { .now }, cancellation: cancellation, progress: progress)
    }

    func populate(
        given available: () -> AvailableMemory, cancellation: Cancellation? = nil, progress: (Int) -> Void = { _ in }
    ) throws(PopulatingError) {
        var done = 0
        while done < byteCount {
            if cancellation?.isCancelled == true { throw .cancelled }
            let next = min(byteCount, done + Self.populatedAtOnce)
            let available = available()
            // The kernel kills somebody rather than refuse, so it must not come to that.
            guard available.bytes > AvailableMemory.reserve + (next - done) else {
                throw .outOfMemory(populated: done, wanted: byteCount, available: available)
            }
            let pages = done / Self.pageBytes..<next / Self.pageBytes
            do throws(SystemError) {
                try populate(pages)
            } catch  where error.number == ENOMEM {
                throw .outOfMemory(populated: done, wanted: byteCount, available: .now)
            } catch {
                throw .refused(error)
            }
            done = next
            progress(done)
        }
    }

    private func populate(_ pages: Range<Int>) throws(SystemError) {
        do throws(SystemError) {
            try advise(Int32(clinux_MADV_POPULATE_WRITE), pages, "have memory")
        } catch  where error.number == EINVAL {
            let range = unsafe bytes(of: pages)
            unsafe clinux_touch(range.baseAddress, range.count)  // Before Linux 5.14.
        }
    }
}
