import Glibc

/// An IPv4 or IPv6 address in network byte order.
public struct IPAddress: Hashable, Sendable {
    /// 4 or 16 bytes.
    public let bytes: [UInt8]

    /// Whether it is an IPv4 address.
    public var isIPv4: Bool { bytes.count == 4 }

    /// Its length in bits: 32 or 128.
    public var bitCount: Int { bytes.count * 8 }

    /// The address that `text` spells, as inet_pton(3) takes it.
    public init?(_ text: String) {
        guard !text.utf8.contains(0) else { return nil }  // where C would take the text to end
        let family = text.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
        var bytes = [UInt8](repeating: 0, count: family == AF_INET ? 4 : 16)
        guard unsafe inet_pton(family, text, &bytes) == 1 else { return nil }
        self.bytes = bytes
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// The address with every bit behind the first `prefixLength` cleared.
    public func network(prefixLength: Int) -> IPAddress {
        IPAddress(
            bytes: bytes.enumerated().map { index, byte in
                let kept = min(8, max(0, prefixLength - index * 8))
                return kept == 0 ? 0 : byte & (0xFF << UInt8(8 - kept))
            })
    }

    /// The prefix length that this address means as a netmask, if its ones come first.
    public var prefixLength: Int? {
        guard isIPv4 else { return nil }
        let mask = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return ~mask & (~mask &+ 1) == 0 ? mask.nonzeroBitCount : nil
    }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical spelling, as inet_ntop(3) writes it (RFC 5952 for IPv6).
    public var description: String {
        if isIPv4 { return "\(bytes[0]).\(bytes[1]).\(bytes[2]).\(bytes[3])" }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        _ = unsafe inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count))
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }
}

/// A network: an address whose host bits are clear, and a prefix length.
public struct IPNetwork: Hashable, Sendable {
    /// The network's address.
    public let address: IPAddress

    /// The bits that all its members share.
    public let prefixLength: Int

    /// The network of `address` with `prefixLength`, if that is no longer than the address.
    public init?(_ address: IPAddress, prefixLength: Int) {
        guard (0...address.bitCount).contains(prefixLength) else { return nil }
        self.address = address.network(prefixLength: prefixLength)
        self.prefixLength = prefixLength
    }

    /// The network that `text` spells as `address/prefix`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let address = IPAddress(String(parts[0])), let bits = Int(parts[1])
        else { return nil }
        self.init(address, prefixLength: bits)
    }

    /// Whether `address` is a member.
    public func contains(_ address: IPAddress) -> Bool {
        address.bytes.count == self.address.bytes.count && address.network(prefixLength: prefixLength) == self.address
    }
}

extension IPNetwork: CustomStringConvertible {
    /// `address/prefix`.
    public var description: String { "\(address)/\(prefixLength)" }
}
