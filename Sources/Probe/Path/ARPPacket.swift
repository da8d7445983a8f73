import LinuxSystem

/// ARP over Ethernet: RFC 826; a probe asks without naming itself, so that nobody's cache changes: RFC 5227.
enum ARPPacket {
    static let etherType: UInt16 = 0x0806

    /// A probe for `target`, from the interface with the address `source`, tagged with `vlan` unless that is 0.
    static func probe(for target: InternetAddress, from source: HardwareAddress, vlan: UInt16 = 0) -> [UInt8] {
        var frame = HardwareAddress.broadcast.bytes + source.bytes
        if vlan > 0 { frame += [0x81, 0x00, UInt8(vlan >> 8 & 0x0F), UInt8(vlan & 0xFF)] }
        // Ethernet and IPv4, six and four bytes long; request.
        frame += [0x08, 0x06, 0, 1, 8, 0, 6, 4, 0, 1]
        frame += source.bytes + [0, 0, 0, 0] + [0, 0, 0, 0, 0, 0] + target.bytes
        // The least that an Ethernet frame holds: IEEE 802.3.
        return frame + [UInt8](repeating: 0, count: max(0, 60 - frame.count))
    }

    /// Who says in `frame` that an address is his; nil when it is no reply.
    static func reply(_ frame: UnsafeRawBufferPointer) -> (address: InternetAddress, hardware: HardwareAddress)? {
        let packet = unsafe PacketBytes(frame)
        guard packet.count >= 42, packet.word16(12) == etherType, packet.word32(14) == 0x0001_0800,
            packet.word32(18) == 0x0604_0002, let hardware = unsafe HardwareAddress(frame[22..<28])
        else { return nil }
        return unsafe (InternetAddress(family: .ipv4, bytes: Array(frame[28..<32])), hardware)
    }
}
