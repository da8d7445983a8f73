/// The timestamps that one end sent with data, waiting for their echo: RFC 7323, the way of Nichols' pping.
struct TimestampEchoes: BitwiseCopyable {
    /// Beyond this many, the oldest is forgotten.
    static let limit: UInt32 = 1_024

    private struct Stamp: BitwiseCopyable {
        var time: Int64
        var value: UInt32
    }

    private var stamps = Ring<Stamp>()
    private var newest: UInt32 = 0
    private var hasNewest = false

    /// Remembers when a timestamp was sent first; only data asks for a prompt echo.
    ///
    /// A SYN does too, but a SYN/ACK that is sent again after a loss echoes it a second late; the handshake's own figure has it.
    @inline(__always) mutating func sent(_ value: UInt32, carriesData: Bool, time: Int64) {
        guard !hasNewest || newest.precedes(value) else { return }
        newest = value
        hasNewest = true
        guard carriesData else { return }
        if stamps.count == Self.limit { stamps.removeFirst(1) }
        stamps.append(Stamp(time: time, value: value))
    }

    /// Returns when the echoed timestamp was sent, the first time that it is echoed.
    @inline(__always) mutating func echoed(_ value: UInt32) -> Int64? {
        var done: UInt32 = 0
        var time: Int64?
        while done < stamps.count {
            let stamp = stamps[done]
            if value.precedes(stamp.value) { break }
            if stamp.value == value { time = stamp.time }
            done &+= 1
        }
        stamps.removeFirst(done)
        return time
    }

    /// Gives the memory back.
    mutating func release() { stamps.release() }
}
