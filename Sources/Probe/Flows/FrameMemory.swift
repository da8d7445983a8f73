/// Remembers the last frames of a direction, so that one that the capture holds twice is not taken for a repetition.
///
/// A frame is seen twice on `lo` and `any`, where two interfaces pass it on, and from a mirror port. A repetition by the sender
/// has another IPv4 identification; where there is none (IPv6, or 0), only a frame from another place counts as seen twice.
struct FrameMemory: BitwiseCopyable {
    private var prints: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var next: UInt8 = 0

    /// Whether one of the last four frames was this one; remembers it if not.
    @inline(__always) mutating func isSeenTwice(_ segment: TCPSegment, interface: Int) -> Bool {
        var mixed = UInt64(segment.sequence) << 32 | UInt64(segment.acknowledgement)
        mixed = mixed &* 0x9E37_79B9_7F4A_7C15
        mixed ^= UInt64(segment.length) << 32 | UInt64(segment.identification) << 16 | UInt64(segment.window)
        mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= UInt64(segment.options.timestamp) << 32 | UInt64(segment.options.echo)
        mixed ^= UInt64(segment.flags)
        mixed = (mixed ^ (mixed >> 32)) &* 0x94D0_49BB_1331_11EB
        let place = UInt64(segment.place &+ UInt16(truncatingIfNeeded: interface) &* 251)
        let print = mixed & ~0xFFFF | place
        if prints.0 & ~0xFFFF == mixed & ~0xFFFF { return isOther(prints.0, print, segment) }
        if prints.1 & ~0xFFFF == mixed & ~0xFFFF { return isOther(prints.1, print, segment) }
        if prints.2 & ~0xFFFF == mixed & ~0xFFFF { return isOther(prints.2, print, segment) }
        if prints.3 & ~0xFFFF == mixed & ~0xFFFF { return isOther(prints.3, print, segment) }
        switch next & 3 {
        case 0: prints.0 = print
        case 1: prints.1 = print
        case 2: prints.2 = print
        default: prints.3 = print
        }
        next &+= 1
        return false
    }

    @inline(__always)
    private func isOther(_ remembered: UInt64, _ print: UInt64, _ segment: TCPSegment) -> Bool {
        segment.identification != 0 || remembered != print
    }
}
