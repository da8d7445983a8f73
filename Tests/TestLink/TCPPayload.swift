import CLinux

/// Where the payload of a TCP segment lies in a frame, and how to change it so that TCP does not notice.
struct TCPPayload {
    /// The connection, by addresses and ports.
    let connection: [UInt8]

    /// Bytes before the payload, and of it.
    let start: Int
    let count: Int

    private let addresses: Range<Int>
    private let header: Int
    private let isIPv4: Bool

    /// Whether the checksum is left to whoever sends the frame on the wire, or to nobody where there is no wire.
    private let lacksChecksum: Bool

    /// Looks at a frame as a device gave it, with a virtio-net header of `prefix` bytes before the IP packet; nil where it is no TCP.
    init?(_ frame: UnsafeRawBufferPointer, prefix: Int) {
        guard frame.count >= prefix + 40 else { return nil }
        let flags = unsafe prefix > 0 ? frame.loadUnaligned(as: virtio_net_hdr.self).flags : 0
        lacksChecksum = flags & UInt8(VIRTIO_NET_HDR_F_NEEDS_CSUM) != 0
        isIPv4 = unsafe frame[prefix] >> 4 == 4
        let ipHeader = unsafe isIPv4 ? Int(frame[prefix] & 15) * 4 : 40
        guard unsafe frame[prefix + (isIPv4 ? 9 : 6)] == 6 else { return nil }
        addresses = isIPv4 ? prefix + 12..<prefix + 20 : prefix + 8..<prefix + 40
        header = prefix + ipHeader
        guard header + 20 <= frame.count else { return nil }
        start = unsafe header + Int(frame[header + 12] >> 4) * 4
        guard start <= frame.count else { return nil }
        count = frame.count - start
        connection = unsafe Array(frame[addresses]) + Array(frame[header..<header + 4])
    }

    /// Puts the right checksum into a frame whose payload was changed.
    func seal(_ frame: UnsafeMutableRawBufferPointer) {
        guard !lacksChecksum else { return }
        let segment = unsafe UnsafeMutableRawBufferPointer(rebasing: frame[header...])
        unsafe segment.storeBytes(of: 0, toByteOffset: 16, as: UInt16.self)
        let length = segment.count
        let size = [UInt8(length >> 8 & 0xff), UInt8(length & 0xff)]
        let pseudoHeader = unsafe Array(frame[addresses]) + (isIPv4 ? [0, 6] + size : [0, 0] + size + [0, 0, 0, 6])
        let sum = unsafe checksum(pseudoHeader + Array(segment))
        unsafe segment.storeBytes(of: sum[0], toByteOffset: 16, as: UInt8.self)
        unsafe segment.storeBytes(of: sum[1], toByteOffset: 17, as: UInt8.self)
    }
}
