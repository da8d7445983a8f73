import CLinux
import Glibc

/// An open file, socket or pipe, closed when its owner lets it go.
public struct Descriptor: ~Copyable, Sendable {
    /// The number that the kernel knows it by.
    public let number: Int32

    /// Owns `number` from now on.
    public init(owning number: Int32) { self.number = number }

    deinit { close(number) }

    /// Gives the number away, which its taker must close.
    public consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// Writes all of `bytes`, however often the kernel takes only a part.
    public borrowing func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var sent = 0
        while sent < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[sent...])
            sent += try system("write") { unsafe Glibc.write(number, rest.baseAddress, rest.count) }
        }
    }

    /// Reads what there is, at most `bytes.count`; 0 at the end.
    public borrowing func read(into bytes: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        try system("read") { unsafe Glibc.read(number, bytes.baseAddress, bytes.count) }
    }

    /// Whether there is something to read (or the other end has gone) within `nanoseconds`; nil waits without end.
    public borrowing func waitReadable(nanoseconds: Int64?) throws(SystemError) -> Bool {
        try wait(for: Int16(POLLIN), nanoseconds: nanoseconds)
    }

    /// Whether something can be written within `nanoseconds`; nil waits without end.
    public borrowing func waitWritable(nanoseconds: Int64?) throws(SystemError) -> Bool {
        try wait(for: Int16(POLLOUT), nanoseconds: nanoseconds)
    }

    private borrowing func wait(for events: Int16, nanoseconds: Int64?) throws(SystemError) -> Bool {
        let deadline = nanoseconds.map { MonotonicClock.now + $0 }
        while true {
            var poll = pollfd(fd: number, events: events, revents: 0)
            let milliseconds = deadline.map { deadline in
                Int32(clamping: max(0, (deadline - MonotonicClock.now + 999_999) / 1_000_000))
            }
            let count = unsafe Glibc.poll(&poll, 1, milliseconds ?? -1)
            if count > 0 { return true }
            if count < 0 {
                let number = errno
                if number != EINTR { throw SystemError("wait", number: number) }
            }
            if let deadline, MonotonicClock.now >= deadline { return false }
        }
    }
}
