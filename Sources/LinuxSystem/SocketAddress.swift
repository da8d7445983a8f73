import CLinux
import Glibc

/// An IPv4 or IPv6 address, as text and as the sixteen bytes of its IPv6 form.
public struct InternetAddress: Hashable, Sendable, CustomStringConvertible {
    /// The family of an address.
    public enum Family: Sendable, Hashable {
        case ipv4
        case ipv6

        /// The kernel's number, AF_INET or AF_INET6.
        public var domain: Int32 { self == .ipv4 ? AF_INET : AF_INET6 }

        /// Bytes of the IP header without options: RFC 791, RFC 8200.
        public var headerBytes: Int { self == .ipv4 ? 20 : 40 }
    }

    /// Whether it is IPv4 or IPv6.
    public let family: Family

    /// The bytes in network order: 4 or 16.
    public let bytes: [UInt8]

    /// Number of the interface that a link-local address belongs to; 0 for none.
    public let scope: UInt32

    /// Parses `192.0.2.1`, `2001:db8::1` or `fe80::1%eth0`; nil when it is none of these.
    public init?(_ text: String) {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        var four = in_addr()
        var six = in6_addr()
        if parts.count == 1, unsafe inet_pton(AF_INET, text, &four) == 1 {
            self.init(family: .ipv4, bytes: unsafe withUnsafeBytes(of: four) { unsafe Array($0) })
        } else if let first = parts.first, unsafe inet_pton(AF_INET6, String(first), &six) == 1 {
            let scope = parts.count == 2 ? unsafe if_nametoindex(String(parts[1])) : 0
            guard parts.count == 1 || scope > 0 else { return nil }
            self.init(family: .ipv6, bytes: unsafe withUnsafeBytes(of: six) { unsafe Array($0) }, scope: scope)
        } else {
            return nil
        }
    }

    /// An address of 4 or 16 bytes.
    public init(family: Family, bytes: [UInt8], scope: UInt32 = 0) {
        self.family = family
        self.bytes = bytes
        self.scope = scope
    }

    /// Whether it means something only together with an interface: fe80::/10, RFC 4291 section 2.5.6.
    public var isLinkLocal: Bool { family == .ipv6 && bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 }

    /// The address on the interface with that number, where it needs one and has none.
    public func on(interface: UInt32) -> InternetAddress {
        guard isLinkLocal, scope == 0 else { return self }
        return InternetAddress(family: family, bytes: bytes, scope: interface)
    }

    /// Whether it names one machine, and neither none (RFC 1122, RFC 4291), nor many, nor all.
    public var isOfOneMachine: Bool {
        if bytes.allSatisfy({ $0 == 0 }) { return false }
        return family == .ipv4 ? bytes[0] > 0 && bytes[0] < 224 : bytes[0] != 0xFF
    }

    /// The shortest text of the address, without scope: RFC 5952.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        return unsafe text.withUnsafeMutableBufferPointer { text in
            guard unsafe inet_ntop(family.domain, bytes, text.baseAddress, socklen_t(text.count)) != nil,
                let start = text.baseAddress
            else { return "?" }
            return unsafe String(cString: start)
        }
    }
}

/// An internet address and a port.
public struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address.
    public let address: InternetAddress

    /// The port, 0 to let the kernel choose.
    public let port: UInt16

    /// An address and a port.
    public init(_ address: InternetAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// As packets have it, which know nothing of interfaces.
    public var inPackets: SocketAddress {
        SocketAddress(InternetAddress(family: address.family, bytes: address.bytes), port: port)
    }

    /// `192.0.2.1 port 8000`.
    public var description: String { "\(address) port \(port)" }

    /// Calls `body` with the form that the kernel takes.
    func withPointer<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        var storage = sockaddr_storage()
        let length = unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe bytes.storeBytes(of: sa_family_t(address.family.domain), as: sa_family_t.self)
            unsafe bytes.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
            let offset = address.family == .ipv4 ? 4 : 8
            for (index, byte) in address.bytes.enumerated() { unsafe bytes[offset + index] = byte }
            guard address.family == .ipv6 else { return MemoryLayout<sockaddr_in>.size }
            unsafe bytes.storeBytes(of: address.scope, toByteOffset: 24, as: UInt32.self)
            return MemoryLayout<sockaddr_in6>.size
        }
        return unsafe withUnsafePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(length))
            }
        }
    }

    /// What the kernel wrote into `storage`; nil for another family.
    init?(_ storage: sockaddr_storage) {
        let family: InternetAddress.Family
        switch Int32(storage.ss_family) {
        case AF_INET: family = .ipv4
        case AF_INET6: family = .ipv6
        default: return nil
        }
        self = unsafe withUnsafeBytes(of: storage) { bytes in
            let port = UInt16(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
            let start = family == .ipv4 ? 4 : 8
            let count = family == .ipv4 ? 4 : 16
            let scope = family == .ipv4 ? 0 : unsafe bytes.loadUnaligned(fromByteOffset: 24, as: UInt32.self)
            let address = unsafe InternetAddress(
                family: family, bytes: Array(bytes[start..<start + count]), scope: scope)
            return SocketAddress(address, port: port)
        }
    }
}
