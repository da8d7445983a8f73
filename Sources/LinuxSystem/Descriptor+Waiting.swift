import CLinux
import Glibc

/// Why a wait for a descriptor ended.
public enum Wake: Sendable {
    /// There is something to read, or an error to fetch.
    case ready
    /// The deadline has passed.
    case late
    /// Somebody wants to stop.
    case cancelled
}

extension Descriptor {
    /// Waits until there is something to read, `deadline` on the monotonic clock passes, or `cancellation` is made.
    public borrowing func waitReadable(
        until deadline: Int64, unless cancellation: Cancellation
    ) throws(SystemError) -> Wake {
        try wait(for: Int16(POLLIN), until: deadline, unless: cancellation)
    }

    /// Waits until something can be written, `deadline` on the monotonic clock passes, or `cancellation` is made.
    public borrowing func waitWritable(
        until deadline: Int64, unless cancellation: Cancellation
    ) throws(SystemError) -> Wake {
        try wait(for: Int16(POLLOUT), until: deadline, unless: cancellation)
    }

    private borrowing func wait(
        for events: Int16, until deadline: Int64, unless cancellation: Cancellation
    ) throws(SystemError) -> Wake {
        if cancellation.isCancelled { return .cancelled }
        let fd = number
        let rest = Int(max(0, deadline &- MonotonicClock.now))
        switch try system("wait", { clinux_wait(fd, events, cancellation.descriptor, rest) }) {
        case 0: return .late
        case 1: return .ready
        default: return .cancelled
        }
    }
}
