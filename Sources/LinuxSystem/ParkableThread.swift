private import CLinux
import Glibc

/// A thread that others can have stand still at any instruction, and go on.
///
/// It stands still in the handler of a real-time signal. A thread that waits for a page of a userfaultfd takes the signal as well:
/// the kernel leaves the fault, runs the handler and meets the fault again afterwards (userfaultfd(2), FAULT_FLAG_INTERRUPTIBLE). A
/// fault within a system call is not left, so the body hands none of such memory to the kernel.
///
/// Whoever stands still may hold a lock for as long as that takes, so between its waits the body allocates nothing, or does it
/// in ``Handle/undisturbed(_:)``.
@safe public final class ParkableThread: Sendable {
    /// The thread's own view of itself.
    @safe public struct Handle: Sendable {
        // SAFETY: the thread, which alone has the handle, ends before its `ParkableThread` lets the memory go.
        fileprivate nonisolated(unsafe) let parking: UnsafeMutablePointer<clinux_parking>

        /// Whether the thread is to end.
        @inline(__always) public var isEnding: Bool {
            unsafe clinux_parking_state(parking) & UInt32(clinux_PARKING_END) != 0
        }

        /// Nanoseconds on the monotonic clock, those that the thread stood still left out.
        public var ownTime: Int64 { unsafe clinux_parking_own_time(parking) }

        /// Sleeps until `deadline` on the monotonic clock; less when it stood still meanwhile, or is to end.
        public func sleep(until deadline: Int64) { unsafe clinux_parking_sleep(parking, deadline) }

        /// Does what must not be stopped half-way, such as what allocates; it waits for nothing.
        public func undisturbed<Value>(_ body: () -> Value) -> Value {
            clinux_parking_hold()
            defer { clinux_parking_admit() }
            return body()
        }
    }

    // SAFETY: what lies there is read and written by atomic instructions of C alone.
    private nonisolated(unsafe) let parking: UnsafeMutablePointer<clinux_parking>
    private let thread: BlockingThread<Void>
    private let started: Int64

    /// Starts `body`; where `paused`, it begins with ``resume()``.
    public init(named name: String, paused: Bool, _ body: @escaping @Sendable (Handle) -> Void) throws(SystemError) {
        try Self.install()
        let parking = UnsafeMutablePointer<clinux_parking>.allocate(capacity: 1)
        unsafe parking.initialize(to: clinux_parking())
        if paused { unsafe parking.pointee.state = UInt32(clinux_PARKING_PAUSE) }
        let handle = unsafe Handle(parking: parking)
        do {
            thread = try BlockingThread(named: name) {
                BlockingThread<Void>.wakeOnTime()
                unsafe clinux_parking_enter(handle.parking)
                body(handle)
                clinux_parking_hold()
            }
        } catch {
            unsafe parking.deallocate()
            throw error
        }
        unsafe self.parking = parking
        started = MonotonicClock.now
    }

    deinit {
        unsafe clinux_parking_forget(parking)
        unsafe parking.deallocate()
    }

    private static func install() throws(SystemError) {
        try system("install the handler that has threads stand still") { clinux_parking_install() }
    }

    /// Asks the thread to stand still until ``resume()``.
    public func pause() throws(SystemError) { try want(clinux_PARKING_PAUSE) }

    /// Waits until the thread stands still; false where it does not by `deadline` on the monotonic clock.
    public func waitUntilPaused(by deadline: Int64) -> Bool { unsafe clinux_parking_wait(parking, deadline) == 1 }

    /// Lets it go on.
    public func resume() { unsafe clinux_parking_unwant(parking, UInt32(clinux_PARKING_PAUSE)) }

    /// Has the thread stand still for `share` of the time from now on, at most about `longest` nanoseconds at a time; 0 ends that.
    ///
    /// What one stop lasted too long, or came too late, is settled by the next ones. The first comes after `delay` nanoseconds.
    public func slowDown(share: Double, longest: Int64, after delay: Int64 = 0) throws(SystemError) {
        // More than that leaves no time between two stops.
        let millionths = UInt32(min(max(share, 0), 0.99) * 1e6)
        try system("make a timer for a thread") {
            unsafe clinux_parking_slow(parking, millionths, UInt32(clamping: longest), delay)
        }
    }

    /// Asks the thread to end, and does not wait for that.
    public func askToEnd() { try? want(clinux_PARKING_END) }

    /// Asks the thread to end, even one that stands still, and waits for that.
    public func end() {
        askToEnd()
        unsafe clinux_parking_unwant(parking, UInt32(clinux_PARKING_PAUSE | clinux_PARKING_STOP))
        try? thread.join()
    }

    private func want(_ bits: Int) throws(SystemError) {
        let number = unsafe clinux_parking_want(parking, thread.identifier, UInt32(bits))
        guard number == 0 else { throw SystemError("signal a thread", number: number) }
    }
}

extension ParkableThread {
    /// How long a thread stood still, in nanoseconds.
    public struct Figures: Sendable, Equatable {
        /// Since the thread was started.
        public var total: Int64
        /// In pauses.
        public var paused: Int64
        /// In stops that had an end from the beginning.
        public var stopped: Int64
    }

    /// How long it stood still up to now.
    public var figures: Figures {
        let now = MonotonicClock.now
        return unsafe Figures(
            total: now - started, paused: clinux_parking_paused(parking, now),
            stopped: clinux_parking_stopped(parking, now))
    }

    /// How long its stops lasted up to now.
    public var stopTimes: StopTimes {
        // The bins first: a stop that ends meanwhile may be missing, and none is longer than the longest.
        let counts = (0..<Int32(clinux_PARKING_BINS)).map { unsafe clinux_parking_stops(parking, $0) }
        return unsafe StopTimes(counts: counts, longest: clinux_parking_longest_stop(parking))
    }
}
