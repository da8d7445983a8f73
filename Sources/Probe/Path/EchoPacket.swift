import LinuxSystem

/// ICMP echo requests and replies: RFC 792, RFC 4443 section 4.
enum EchoPacket {
    /// Bytes of the ICMP header before the payload.
    static let headerBytes = 8

    static func requestType(_ family: InternetAddress.Family) -> UInt8 { family == .ipv4 ? 8 : 128 }
    static func replyType(_ family: InternetAddress.Family) -> UInt8 { family == .ipv4 ? 0 : 129 }

    /// An echo request with `payload` bytes that begin with `mark`, as far as they hold it.
    static func request(
        _ family: InternetAddress.Family, identifier: UInt16, sequence: UInt16, mark: UInt64, payload: Int
    ) -> [UInt8] {
        var bytes = [UInt8](repeating: 0x56, count: headerBytes + payload)
        bytes[0] = requestType(family)
        for index in 1...3 { bytes[index] = 0 }
        put(identifier, into: &bytes, at: 4)
        put(sequence, into: &bytes, at: 6)
        for index in 0..<min(8, payload) {
            bytes[headerBytes + index] = UInt8(truncatingIfNeeded: mark >> UInt64(56 - 8 * index))
        }
        // ICMPv6 counts the addresses in, which only the kernel knows: RFC 3542 section 3.1.
        if family == .ipv4 { put(checksum(bytes), into: &bytes, at: 2) }
        return bytes
    }

    /// Identifier and sequence number of an ICMP header of `type`; nil when `bytes` are none.
    static func numbers(_ bytes: UnsafeRawBufferPointer, type: UInt8) -> (identifier: UInt16, sequence: UInt16)? {
        let packet = unsafe PacketBytes(bytes)
        guard packet.count >= headerBytes, packet.byte(0) == type, packet.byte(1) == 0 else { return nil }
        return (packet.word16(4), packet.word16(6))
    }

    /// Whether the payload begins with `mark`; so does one that is too short to tell.
    static func hasMark(_ mark: UInt64, _ bytes: UnsafeRawBufferPointer) -> Bool {
        let packet = unsafe PacketBytes(bytes)
        return packet.count < headerBytes + 8 || packet.word64(headerBytes) == mark
    }

    /// The internet checksum: RFC 1071.
    static func checksum(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt64 = 0
        for index in stride(from: 0, to: bytes.count, by: 2) {
            sum &+= UInt64(bytes[index]) << 8 | (index + 1 < bytes.count ? UInt64(bytes[index + 1]) : 0)
        }
        while sum > 0xFFFF { sum = (sum & 0xFFFF) &+ (sum >> 16) }
        return ~UInt16(truncatingIfNeeded: sum)
    }

    private static func put(_ value: UInt16, into bytes: inout [UInt8], at offset: Int) {
        bytes[offset] = UInt8(value >> 8)
        bytes[offset + 1] = UInt8(value & 0xFF)
    }
}
