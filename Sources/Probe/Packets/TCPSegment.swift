/// The TCP segment of one frame, decoded.
struct TCPSegment: BitwiseCopyable {
    /// Bits of the flags: RFC 9293.
    static let fin: UInt8 = 0x01
    static let syn: UInt8 = 0x02
    static let rst: UInt8 = 0x04
    static let ack: UInt8 = 0x10

    var key = FlowKey()
    /// Whether the lower end of the key sent it.
    var isFromLow = true
    var vlan: UInt16?
    var place: UInt16 = 0
    /// Identification of the IPv4 header; 0 for IPv6.
    var identification: UInt16 = 0

    var sequence: UInt32 = 0
    var acknowledgement: UInt32 = 0
    var flags: UInt8 = 0
    var window: UInt16 = 0
    /// Bytes of payload on the wire.
    var length: UInt32 = 0
    var options = TCPOptions()

    @inline(__always) var isSYN: Bool { flags & Self.syn != 0 }
    @inline(__always) var isFIN: Bool { flags & Self.fin != 0 }
    @inline(__always) var isRST: Bool { flags & Self.rst != 0 }
    @inline(__always) var isACK: Bool { flags & Self.ack != 0 }

    /// Decodes `frame`; the segment is whole when the result is `tcp`.
    @inline(__always)
    static func decode(_ frame: PacketBytes, originalLength: Int, link: LinkType, into segment: inout TCPSegment)
        -> FrameKind
    {
        var layer = LinkLayer()
        let kind = layer.read(frame, originalLength: originalLength, link: link)
        guard kind == .tcp else { return kind }
        segment.vlan = layer.vlan
        segment.place = layer.place
        return layer.etherType == LinkLayer.ipv4
            ? segment.readIPv4(frame, layer.length, originalLength)
            : segment.readIPv6(frame, layer.length, originalLength)
    }

    @inline(__always)
    private mutating func readIPv4(_ frame: PacketBytes, _ start: Int, _ originalLength: Int) -> FrameKind {
        guard frame.count >= start + 20 else { return LinkLayer.short(start + 20, originalLength) }
        let first = frame.byte(start)
        let headerLength = Int(first & 0xF) * 4
        guard first >> 4 == 4, headerLength >= 20 else { return .malformed }
        // Offset and "more fragments"; the bit above them is DF.
        guard frame.word16(start + 6) & 0x3FFF == 0 else { return .fragment }
        guard frame.byte(start + 9) == 6 else { return .other }
        // The kernel's segmentation offload leaves 0 where the length does not fit (BIG TCP).
        let declared = Int(frame.word16(start + 2))
        let end = declared == 0 ? originalLength : start + declared
        guard end <= originalLength, end >= start + headerLength else { return .malformed }
        identification = frame.word16(start + 4)
        let source = FlowKey.Address(lower: UInt64(frame.word32(start + 12)))
        let destination = FlowKey.Address(lower: UInt64(frame.word32(start + 16)))
        key.isIPv6 = false
        return readTCP(frame, start + headerLength, end, originalLength, source, destination)
    }

    @inline(__always)
    private mutating func readIPv6(_ frame: PacketBytes, _ start: Int, _ originalLength: Int) -> FrameKind {
        guard frame.count >= start + 40 else { return LinkLayer.short(start + 40, originalLength) }
        guard frame.byte(start) >> 4 == 6 else { return .malformed }
        // 0 stands for a jumbogram (RFC 2675), or for what does not fit (BIG TCP).
        let declared = Int(frame.word16(start + 4))
        let end = declared == 0 ? originalLength : start + 40 + declared
        guard end <= originalLength else { return .malformed }
        var next = frame.byte(start + 6)
        var offset = start + 40
        while next != 6 {
            // Hop-by-hop, routing, destination options, authentication, fragment: RFC 8200 section 4.
            guard [0, 43, 60, 51, 44].contains(next) else { return .other }
            guard end >= offset + 8 else { return .malformed }
            guard frame.count >= offset + 8 else { return LinkLayer.short(offset + 8, originalLength) }
            if next == 44, frame.word16(offset + 2) & 0xFFF9 != 0 { return .fragment }
            let units = Int(frame.byte(offset + 1))
            let length = next == 44 ? 8 : next == 51 ? (units + 2) * 4 : (units + 1) * 8
            next = frame.byte(offset)
            offset += length
        }
        identification = 0
        let source = FlowKey.Address(upper: frame.word64(start + 8), lower: frame.word64(start + 16))
        let destination = FlowKey.Address(upper: frame.word64(start + 24), lower: frame.word64(start + 32))
        key.isIPv6 = true
        return readTCP(frame, offset, end, originalLength, source, destination)
    }

    @inline(__always)
    private mutating func readTCP(
        _ frame: PacketBytes, _ start: Int, _ end: Int, _ originalLength: Int, _ source: FlowKey.Address,
        _ destination: FlowKey.Address
    ) -> FrameKind {
        guard end >= start + 20 else { return .malformed }
        guard frame.count >= start + 20 else { return LinkLayer.short(start + 20, originalLength) }
        let headerLength = Int(frame.byte(start + 12) >> 4) * 4
        guard headerLength >= 20, start + headerLength <= end else { return .malformed }
        let ports = frame.word32(start)
        let sourcePort = UInt16(truncatingIfNeeded: ports >> 16)
        let destinationPort = UInt16(truncatingIfNeeded: ports)
        isFromLow = source == destination ? sourcePort <= destinationPort : source < destination
        key.low = isFromLow ? source : destination
        key.high = isFromLow ? destination : source
        key.ports = isFromLow ? ports : ports << 16 | ports >> 16
        sequence = frame.word32(start + 4)
        acknowledgement = frame.word32(start + 8)
        flags = frame.byte(start + 13)
        window = frame.word16(start + 14)
        length = UInt32(truncatingIfNeeded: end - start - headerLength)
        options = TCPOptions()
        if headerLength > 20 { options.read(frame, start + 20, min(start + headerLength, frame.count)) }
        return .tcp
    }
}
