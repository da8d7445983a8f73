private import CLinux
import Glibc
import Synchronization

/// Values that one thread hands to another, which waits for them: eventfd(2).
public final class Mailbox<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    private let event: Descriptor

    /// An empty mailbox.
    public init() throws(SystemError) {
        event = Descriptor(owning: try system("make an event") { clinux_eventfd() })
    }

    /// What waits to be taken, the oldest first.
    public var waiting: [Value] { values.withLock { $0 } }

    /// Adds `value`, and wakes who waits.
    public func put(_ value: Value) { _ = put(value, atMost: .max) }

    /// The same; false where as many as `limit` wait already.
    public func put(_ value: Value, atMost limit: Int) -> Bool {
        let fits = values.withLock { values in
            guard values.count < limit else { return false }
            values.append(value)
            return true
        }
        guard fits else { return false }
        var one: UInt64 = 1
        _ = unsafe withUnsafeBytes(of: &one) { unsafe write(event.number, $0.baseAddress, $0.count) }
        return true
    }

    /// Takes the oldest value; nil when none has come by `deadline` on the monotonic clock, or somebody wants to stop.
    public func take(until deadline: Int64, cancellation: Cancellation? = nil) throws(SystemError) -> Value? {
        while true {
            if let value = values.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return value }
            var waited = [pollfd(fd: event.number, events: Int16(POLLIN), revents: 0)]
            if let cancellation {
                if cancellation.isCancelled { return nil }
                waited.append(pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0))
            }
            let rest = deadline - MonotonicClock.now
            guard rest > 0 else { return nil }
            let milliseconds = Int32(clamping: (rest + 999_999) / 1_000_000)
            try system("wait") { unsafe poll(&waited, nfds_t(waited.count), milliseconds) }
            var count: UInt64 = 0
            _ = waited[0].revents == 0 ? 0 : unsafe read(event.number, &count, MemoryLayout<UInt64>.size)
        }
    }
}
