import CLinux
import Glibc

/// What recvmsg(2) gave: a datagram, or an entry of a socket's error queue.
public struct ReceivedMessage: Sendable {
    /// How many bytes were put into the buffer.
    public private(set) var count: Int

    /// Whom it came from; in the error queue, whom the packet had been sent to.
    public private(set) var peer: SocketAddress?

    /// When it arrived (in the error queue: was sent), in nanoseconds since 1970, where the kernel stamped it.
    public private(set) var stamp: Int64?

    /// Its TTL or hop limit when it arrived.
    public private(set) var hopLimit: Int?

    /// The entry of the error queue.
    public private(set) var error: QueuedError?

    /// The tag that the kernel took off an Ethernet frame.
    public private(set) var vlan: UInt16?

    /// The interface and kind of a frame from a packet socket: packet(7).
    public private(set) var isOutgoing = false

    init?(from number: Int32, into buffer: UnsafeMutableRawBufferPointer, flags: Int32) {
        var storage = sockaddr_storage()
        var control = [UInt64](repeating: 0, count: 64)
        var vector = unsafe iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
        var controlLength = 0
        let received = unsafe control.withUnsafeMutableBytes { control in
            unsafe withUnsafeMutablePointer(to: &storage) { storage in
                unsafe withUnsafeMutablePointer(to: &vector) { vector in
                    var message = unsafe msghdr()
                    unsafe message.msg_name = UnsafeMutableRawPointer(storage)
                    unsafe message.msg_namelen = socklen_t(MemoryLayout<sockaddr_storage>.size)
                    unsafe message.msg_iov = vector
                    unsafe message.msg_iovlen = 1
                    unsafe message.msg_control = control.baseAddress
                    unsafe message.msg_controllen = control.count
                    // A pending error comes once, before what can be read: socket(7), SO_ERROR.
                    var count = unsafe recvmsg(number, &message, flags)
                    if count < 0, errno != EAGAIN { count = unsafe recvmsg(number, &message, flags) }
                    unsafe controlLength = min(control.count, message.msg_controllen)
                    return count
                }
            }
        }
        guard received >= 0 else { return nil }
        count = min(received, buffer.count)
        peer = SocketAddress(storage)
        if Int32(storage.ss_family) == AF_PACKET {
            let kind = unsafe withUnsafeBytes(of: storage) {
                unsafe $0[MemoryLayout<sockaddr_ll>.offset(of: \.sll_pkttype) ?? 10]
            }
            isOutgoing = kind == UInt8(PACKET_OUTGOING)
        }
        unsafe control.withUnsafeBytes { control in
            unsafe readControl(UnsafeRawBufferPointer(rebasing: control[..<controlLength]))
        }
    }

    /// Goes through the control messages: cmsg(3), whose macros Swift does not see.
    private mutating func readControl(_ bytes: UnsafeRawBufferPointer) {
        let header = MemoryLayout<cmsghdr>.size
        var offset = 0
        while offset + header <= bytes.count {
            let message = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: cmsghdr.self)
            let length = Int(message.cmsg_len)
            guard length >= header, length <= bytes.count - offset else { return }
            let payload = unsafe UnsafeRawBufferPointer(rebasing: bytes[(offset + header)..<(offset + length)])
            unsafe take(message, payload)
            offset += (length + 7) & ~7
        }
    }

    private mutating func take(_ message: cmsghdr, _ payload: UnsafeRawBufferPointer) {
        switch (message.cmsg_level, message.cmsg_type) {
        case (SOL_SOCKET, Int32(clinux_SO_TIMESTAMPNS)), (SOL_SOCKET, Int32(clinux_SO_TIMESTAMPING)):
            guard payload.count >= MemoryLayout<timespec>.size else { return }
            let time = unsafe payload.loadUnaligned(as: timespec.self)
            let nanoseconds = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
            if nanoseconds != 0 { stamp = nanoseconds }
        case (Int32(IPPROTO_IP), IP_TTL), (Int32(IPPROTO_IPV6), IPV6_HOPLIMIT):
            guard payload.count >= 4 else { return }
            hopLimit = Int(unsafe payload.loadUnaligned(as: Int32.self))
        case (Int32(IPPROTO_IP), IP_RECVERR), (Int32(IPPROTO_IPV6), IPV6_RECVERR):
            error = unsafe QueuedError(payload)
        case (SOL_PACKET, Int32(PACKET_TX_TIMESTAMP)):
            error = unsafe QueuedError(payload)
        case (SOL_PACKET, Int32(PACKET_AUXDATA)):
            guard payload.count >= MemoryLayout<tpacket_auxdata>.size else { return }
            let data = unsafe payload.loadUnaligned(as: tpacket_auxdata.self)
            if data.tp_status & UInt32(clinux_TP_STATUS_VLAN_VALID) != 0 { vlan = data.tp_vlan_tci & 0xFFF }
        default: break
        }
    }
}
