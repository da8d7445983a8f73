import LinuxSystem

/// Neighbour discovery for IPv6: RFC 4861; a solicitation from no address is the one of duplicate address detection: RFC 4862.
enum NeighborPacket {
    static let etherType: UInt16 = 0x86DD

    /// A solicitation for `target` that every interface with that address answers.
    static func solicitation(for target: InternetAddress, from source: HardwareAddress) -> [UInt8] {
        let last = Array(target.bytes.suffix(3))
        let group: [UInt8] = [0xFF, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x01, 0xFF] + last
        let unspecified = [UInt8](repeating: 0, count: 16)
        var message: [UInt8] = [135, 0, 0, 0, 0, 0, 0, 0] + target.bytes
        // The pseudo header of RFC 8200, section 8.1.
        let pseudo = unspecified + group + [0, 0, 0, UInt8(message.count), 0, 0, 0, 58]
        let sum = EchoPacket.checksum(pseudo + message)
        message[2] = UInt8(sum >> 8)
        message[3] = UInt8(sum & 0xFF)
        let header: [UInt8] = [0x60, 0, 0, 0, 0, UInt8(message.count), 58, 255]
        return [0x33, 0x33, 0xFF] + last + source.bytes + [0x86, 0xDD] + header + unspecified + group + message
    }

    /// Who says in `frame` that an address is his; nil when it is no advertisement.
    static func advertisement(
        _ frame: UnsafeRawBufferPointer
    ) -> (address: InternetAddress, hardware: HardwareAddress)? {
        let packet = unsafe PacketBytes(frame)
        guard packet.count >= 78, packet.word16(12) == etherType, packet.byte(20) == 58, packet.byte(21) == 255,
            packet.byte(54) == 136, let sender = unsafe HardwareAddress(frame[6..<12])
        else { return nil }
        var hardware = sender
        // The target's own link-layer address, where the option stands first, as it does.
        if packet.count >= 86, packet.byte(78) == 2, packet.byte(79) == 1,
            let target = unsafe HardwareAddress(frame[80..<86])
        {
            hardware = target
        }
        return unsafe (InternetAddress(family: .ipv6, bytes: Array(frame[62..<78])), hardware)
    }
}
