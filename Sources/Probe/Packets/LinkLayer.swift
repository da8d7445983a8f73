/// Where the network layer begins in a frame, and what the link layer says of it.
struct LinkLayer {
    /// The EtherType of IPv4 and IPv6.
    static let ipv4: UInt16 = 0x0800
    static let ipv6: UInt16 = 0x86DD

    /// EtherType of what follows; 0 when it is neither IPv4 nor IPv6.
    var etherType: UInt16 = 0

    /// Bytes before the network layer.
    var length = 0

    /// The outermost VLAN; nil without a tag, and for a tag that only carries a priority.
    var vlan: UInt16?

    /// Tells apart where one frame was seen twice: Linux cooked headers carry the direction, the second version the interface.
    var place: UInt16 = 0

    /// Reads the link layer of `frame`; what is returned besides `tcp` ends the frame.
    @inline(__always)
    mutating func read(_ frame: PacketBytes, originalLength: Int, link: LinkType) -> FrameKind {
        switch link {
        case .ethernet:
            length = 14
            guard frame.count >= 14 else { return Self.short(14, originalLength) }
            etherType = frame.word16(12)
        case .linuxCooked:
            length = 16
            guard frame.count >= 16 else { return Self.short(16, originalLength) }
            place = frame.word16(0)
            etherType = frame.word16(14)
        case .linuxCooked2:
            length = 20
            guard frame.count >= 20 else { return Self.short(20, originalLength) }
            etherType = frame.word16(0)
            place = UInt16(truncatingIfNeeded: frame.word32(4)) &* 8 &+ UInt16(frame.byte(10))
        case .rawIP, .rawIPv4, .rawIPv6:
            guard frame.count >= 1 else { return Self.short(1, originalLength) }
            etherType = Self.etherType(ofVersion: frame.byte(0) >> 4)
        case .null, .loop:
            length = 4
            guard frame.count >= 4 else { return Self.short(4, originalLength) }
            etherType = Self.etherType(ofFamily: frame.word32(0))
        case .other:
            return .unknownLink
        }
        return etherType == Self.ipv4 || etherType == Self.ipv6 ? .tcp : readTags(frame, originalLength)
    }

    /// Steps over VLAN tags: IEEE 802.1Q, 802.1ad and the numbers that were used before it.
    private mutating func readTags(_ frame: PacketBytes, _ originalLength: Int) -> FrameKind {
        while [0x8100, 0x88A8, 0x9100, 0x9200].contains(etherType) {
            guard frame.count >= length + 4 else { return Self.short(length + 4, originalLength) }
            let tag = frame.word16(length) & 0xFFF
            if vlan == nil, tag > 0 { vlan = tag }
            etherType = frame.word16(length + 2)
            length += 4
        }
        return etherType == Self.ipv4 || etherType == Self.ipv6 ? .tcp : .other
    }

    /// Why a frame lacks some of the `needed` bytes: they were not kept, or they never were.
    static func short(_ needed: Int, _ originalLength: Int) -> FrameKind {
        originalLength >= needed ? .snapped : .malformed
    }

    private static func etherType(ofVersion version: UInt8) -> UInt16 {
        switch version {
        case 4: ipv4
        case 6: ipv6
        default: 0
        }
    }

    /// AF_INET is 2 everywhere; AF_INET6 is 24, 28 or 30 on the BSDs and 10 on Linux.
    ///
    /// The number stands in the byte order of whoever captured.
    private static func etherType(ofFamily family: UInt32) -> UInt16 {
        switch family > 0xFFFF ? family.byteSwapped : family {
        case 2: ipv4
        case 10, 24, 28, 30: ipv6
        default: 0
        }
    }
}
