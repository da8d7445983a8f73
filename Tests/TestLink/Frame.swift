import CLinux

/// A frame as a device gave it: perhaps a virtio-net header, then an IP packet, which stands for several when it is large.
struct Frame {
    /// Bytes of Ethernet header, which tc-tbf(8) counts with each segment.
    static let ethernetHeader = 14

    /// Bytes that it takes on an Ethernet link, without preamble, gap and check sequence.
    let wireBytes: Int

    /// Bytes of the largest IP packet in it.
    let largestPacket: Int

    /// The header of a large frame tells into which segments a network card would cut it.
    init(_ bytes: UnsafeRawBufferPointer, prefix: Int) {
        let length = bytes.count - prefix
        let cut = unsafe Self.segmentation(bytes, prefix: prefix)
        guard let cut, cut.headers < length else {
            wireBytes = length + Self.ethernetHeader
            largestPacket = length
            return
        }
        let payload = length - cut.headers
        let segments = (payload + cut.payload - 1) / cut.payload
        wireBytes = payload + segments * (cut.headers + Self.ethernetHeader)
        largestPacket = cut.headers + min(payload, cut.payload)
    }

    private static func segmentation(
        _ bytes: UnsafeRawBufferPointer, prefix: Int
    ) -> (headers: Int, payload: Int)? {
        guard prefix > 0 else { return nil }
        let header = unsafe bytes.loadUnaligned(as: virtio_net_hdr.self)
        guard header.gso_type != UInt8(VIRTIO_NET_HDR_GSO_NONE), header.gso_size > 0 else { return nil }
        let ipHeader = Int(header.csum_start)
        guard prefix + ipHeader + 20 <= bytes.count else { return nil }
        let tcpHeader = unsafe Int(bytes[prefix + ipHeader + 12] >> 4) * 4
        return (ipHeader + tcpHeader, Int(header.gso_size))
    }

    /// Whether the IP packet `packet` carries ICMP of its family.
    static func isICMP(_ packet: UnsafeRawBufferPointer) -> Bool {
        switch unsafe packet[0] >> 4 {
        case 4: unsafe packet.count >= 20 && packet[9] == 1
        case 6: unsafe packet.count >= 40 && packet[6] == 58
        default: false
        }
    }
}
