import CLinux
import Glibc
import Synchronization

/// A wish to stop, which any thread may make and those that wait in the kernel can wait for as well: eventfd(2).
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    private let event: Descriptor

    /// Nobody wants to stop yet.
    public init() throws(SystemError) {
        event = Descriptor(owning: try system("make an event") { clinux_eventfd() })
    }

    /// Whether somebody wants to stop.
    public var isCancelled: Bool { flag.load(ordering: .acquiring) }

    /// What becomes readable, and stays so, once somebody wants to stop: for poll(2).
    public var descriptor: Int32 { event.number }

    /// Makes the wish; may be called in a signal handler and more than once.
    public func cancel() {
        flag.store(true, ordering: .releasing)
        var one: UInt64 = 1
        let number = errno
        _ = unsafe withUnsafeBytes(of: &one) { unsafe write(event.number, $0.baseAddress, $0.count) }
        errno = number
    }

    /// Sleeps until `deadline` on the monotonic clock; false when woken by the wish to stop.
    public func sleep(until deadline: Int64) -> Bool {
        while !isCancelled {
            let rest = deadline - MonotonicClock.now
            guard rest > 0 else { return true }
            // To the nanosecond, unlike poll(2): pauses of less than a millisecond keep their length.
            _ = clinux_wait(-1, 0, event.number, Int(rest))
        }
        return false
    }

    /// Sleeps for `nanoseconds`; false when woken by the wish to stop.
    public func sleep(nanoseconds: Int64) -> Bool { sleep(until: MonotonicClock.now &+ nanoseconds) }
}
