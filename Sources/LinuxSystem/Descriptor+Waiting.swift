import CLinux
import Glibc

/// Why a wait for a descriptor ended.
public enum Wake: Sendable {
    /// There is something to read or room to write, or an error to fetch.
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
        try wait(for: number, Int16(POLLIN), until: deadline, unless: cancellation)
    }

    /// Waits until something can be written, `deadline` on the monotonic clock passes, or `cancellation` is made.
    public borrowing func waitWritable(
        until deadline: Int64, unless cancellation: Cancellation
    ) throws(SystemError) -> Wake {
        try wait(for: number, Int16(POLLOUT), until: deadline, unless: cancellation)
    }
}

/// The same for a descriptor that a C library owns.
public func waitReadable(
    _ descriptor: Int32, until deadline: Int64, unless cancellation: Cancellation
) throws(SystemError) -> Wake {
    try wait(for: descriptor, Int16(POLLIN), until: deadline, unless: cancellation)
}

private func wait(
    for descriptor: Int32, _ events: Int16, until deadline: Int64, unless cancellation: Cancellation
) throws(SystemError) -> Wake {
    if cancellation.isCancelled { return .cancelled }
    let rest = Int(max(0, deadline &- MonotonicClock.now))
    return switch try system("wait", { clinux_wait(descriptor, events, cancellation.descriptor, rest) }) {
    case 0: .late
    case 1: .ready
    default: .cancelled
    }
}
