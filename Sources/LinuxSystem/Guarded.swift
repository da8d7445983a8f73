private import CLinux
import Glibc

/// A value that one thread at a time may touch, and whose changes others can wait for: a mutex and a condition.
@safe public final class Guarded<Value>: @unchecked Sendable {
    // SAFETY: `value` is used only while the mutex is held; neither mutex nor condition ever moves.
    private var value: Value
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    /// Guards `value`, which nobody else may hold a part of.
    public init(_ value: sending Value) {
        self.value = value
        unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        // Deadlines are on the clock that never steps.
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Does `body` with the value, while no other thread does.
    public func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&value)
    }

    /// The same where no other thread is at it; nil where one is.
    public func withLockIfFree<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result? {
        guard unsafe pthread_mutex_trylock(mutex) == 0 else { return nil }
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&value)
    }

    /// Does `body`, and again after each ``wakeAll()``, until it returns something; nil when `deadline` on the monotonic clock passes.
    public func wait<Result>(until deadline: Int64, for body: (inout Value) throws -> Result?) rethrows -> Result? {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while true {
            if let result = try body(&value) { return result }
            guard MonotonicClock.now < deadline else { return nil }
            var time = timespec(tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
            _ = unsafe pthread_cond_timedwait(condition, mutex, &time)
        }
    }

    /// Has all that wait look again.
    public func wakeAll() { unsafe pthread_cond_broadcast(condition) }
}
