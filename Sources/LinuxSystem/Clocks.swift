import CLinux
import Glibc

/// The clock that never steps, for durations; clock_gettime(2) with CLOCK_MONOTONIC.
public enum MonotonicClock {
    /// Nanoseconds since some point in the past.
    public static var now: Int64 { nanoseconds(of: CLOCK_MONOTONIC) }

    /// Waits for a moment that nobody would want to cut short.
    public static func sleep(nanoseconds: Int) {
        var time = timespec(tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
        _ = unsafe nanosleep(&time, nil)
    }
}

/// The clock of day and of packet captures, which may step; clock_gettime(2) with CLOCK_REALTIME.
public enum RealtimeClock {
    /// Nanoseconds since 1970-01-01 00:00 UTC.
    public static var now: Int64 { nanoseconds(of: CLOCK_REALTIME) }
}

/// The processor time of the calling thread; clock_gettime(2) with CLOCK_THREAD_CPUTIME_ID.
public enum ThreadClock {
    /// Nanoseconds that the thread has run.
    public static var now: Int64 { nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) }
}

private func nanoseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
