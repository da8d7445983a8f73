/// The options of a TCP segment that tell something of the path: RFC 9293, RFC 7323.
struct TCPOptions: BitwiseCopyable {
    var hasTimestamps = false
    var timestamp: UInt32 = 0
    var echo: UInt32 = 0
    /// Maximum segment size; 0 when it is not there.
    var mss: UInt16 = 0
    /// Shift of the window; 255 when it is not there.
    var windowScale: UInt8 = 255

    /// Reads the options from `start` to `end`; broken ones end the list.
    @inline(__always)
    mutating func read(_ frame: PacketBytes, _ start: Int, _ end: Int) {
        // Nearly every segment has just this: two fillers and the timestamps.
        if end - start >= 12, frame.word32(start) == 0x0101_080A {
            setTimestamps(frame, start + 4)
            if end - start == 12 { return }
            return readList(frame, start + 12, end)
        }
        readList(frame, start, end)
    }

    private mutating func readList(_ frame: PacketBytes, _ start: Int, _ end: Int) {
        var offset = start
        while offset < end {
            let kind = frame.byte(offset)
            if kind == 0 { return }
            if kind == 1 {
                offset += 1
                continue
            }
            guard offset + 1 < end else { return }
            let length = Int(frame.byte(offset + 1))
            guard length >= 2, offset + length <= end else { return }
            switch (kind, length) {
            case (2, 4): mss = frame.word16(offset + 2)
            case (3, 3): windowScale = min(frame.byte(offset + 2), 14)
            case (8, 10): setTimestamps(frame, offset + 2)
            default: break
            }
            offset += length
        }
    }

    @inline(__always)
    private mutating func setTimestamps(_ frame: PacketBytes, _ offset: Int) {
        hasTimestamps = true
        timestamp = frame.word32(offset)
        echo = frame.word32(offset + 4)
    }
}
