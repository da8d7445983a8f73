import LinuxSystem

/// The ICMP message of a router whose next link is too small for a packet: RFC 792 with RFC 1191, and RFC 4443.
func tooBigMessage(
    about packet: UnsafeRawBufferPointer, mtu: Int, from routers: [InternetAddress], prefix: Int
) -> [UInt8]? {
    let isIPv4 = unsafe packet[0] >> 4 == 4
    guard let router = routers.first(where: { ($0.family == .ipv4) == isIPv4 }) else { return nil }
    let header = router.family.headerBytes
    guard packet.count > header else { return nil }
    if isIPv4, unsafe packet[6] & 0x40 == 0 { return nil }  // May be fragmented, which this link does not do.

    let sender = unsafe Array(isIPv4 ? packet[12..<16] : packet[8..<24])
    let quoted = unsafe Array(packet.prefix(isIPv4 ? header + 8 : 1280 - header - 8))
    var message: [UInt8] = isIPv4 ? [3, 4, 0, 0, 0, 0] + bigEndian16(mtu) : [2, 0, 0, 0, 0, 0] + bigEndian16(mtu)
    message += quoted
    let pseudoHeader =
        isIPv4 ? [] : router.bytes + sender + [0, 0] + bigEndian16(message.count) + [0, 0, 0, 58]
    message.replaceSubrange(2..<4, with: checksum(pseudoHeader + message))
    if isIPv4 {
        var ip: [UInt8] = [0x45, 0] + bigEndian16(header + message.count) + [0, 0, 0, 0, 64, 1, 0, 0]
        ip += router.bytes + sender
        ip.replaceSubrange(10..<12, with: checksum(ip))
        message = ip + message
    } else {
        message = [0x60, 0, 0, 0] + bigEndian16(message.count) + [58, 64] + router.bytes + sender + message
    }
    return [UInt8](repeating: 0, count: prefix) + message
}

private func bigEndian16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)] }

/// The internet checksum: RFC 1071.
func checksum(_ bytes: [UInt8]) -> [UInt8] {
    var sum = 0
    for index in bytes.indices { sum += Int(bytes[index]) << (index % 2 == 0 ? 8 : 0) }
    while sum > 0xffff { sum = (sum & 0xffff) + (sum >> 16) }
    return bigEndian16(~sum & 0xffff)
}
