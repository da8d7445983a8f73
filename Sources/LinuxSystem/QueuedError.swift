import CLinux
import Glibc

/// An entry of a socket's error queue: ip(7), IP_RECVERR, struct sock_extended_err.
public struct QueuedError: Sendable, Equatable {
    /// Where it comes from.
    public enum Origin: Sendable {
        /// This machine's own kernel.
        case local
        /// An ICMP message.
        case icmp
        /// No error: the stamp of a packet that was sent.
        case stamp
    }

    /// Where it comes from.
    public let origin: Origin

    /// The number of errno(3) that the kernel makes of it.
    public let number: Int32

    /// Type and code of the ICMP message.
    public let type: UInt8
    public let code: UInt8

    /// The MTU that it names, where it is about size.
    public let mtu: Int

    /// The number of the stamped packet, counted from 0.
    public let packet: UInt32

    /// Who sent the ICMP message.
    public let offender: InternetAddress?

    /// The kernel's own word for ``number``.
    public var reason: String { SystemError.word(for: number) }

    init(
        origin: Origin, number: Int32, type: UInt8, code: UInt8, mtu: Int, packet: UInt32, offender: InternetAddress?
    ) {
        (self.origin, self.number, self.type, self.code) = (origin, number, type, code)
        (self.mtu, self.packet, self.offender) = (mtu, packet, offender)
    }

    init?(_ bytes: UnsafeRawBufferPointer) {
        let size = MemoryLayout<sock_extended_err>.size
        guard bytes.count >= size else { return nil }
        let error = unsafe bytes.loadUnaligned(as: sock_extended_err.self)
        switch Int32(error.ee_origin) {
        case Int32(SO_EE_ORIGIN_LOCAL): origin = .local
        case Int32(SO_EE_ORIGIN_ICMP), Int32(SO_EE_ORIGIN_ICMP6): origin = .icmp
        case Int32(SO_EE_ORIGIN_TIMESTAMPING): origin = .stamp
        default: return nil
        }
        number = Int32(bitPattern: error.ee_errno)
        type = error.ee_type
        code = error.ee_code
        mtu = Int(error.ee_info)
        packet = error.ee_data
        var storage = sockaddr_storage()
        unsafe withUnsafeMutableBytes(of: &storage) { storage in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[size...].prefix(storage.count))
            unsafe storage.copyMemory(from: rest)
        }
        offender = SocketAddress(storage)?.address
    }
}
