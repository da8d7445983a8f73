import CLinux

/// The address of an Ethernet interface, six bytes.
public struct HardwareAddress: Sendable, Hashable, CustomStringConvertible {
    /// The six bytes.
    public let bytes: [UInt8]

    /// All interfaces of a network.
    public static let broadcast = HardwareAddress(unchecked: [UInt8](repeating: 0xFF, count: 6))

    /// An address; nil when `bytes` are not six.
    public init?(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        guard self.bytes.count == 6 else { return nil }
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    init?(_ link: sockaddr_ll) {
        guard link.sll_hatype == UInt16(ARPHRD_ETHER), link.sll_halen == 6 else { return nil }
        let bytes = unsafe withUnsafeBytes(of: link.sll_addr) { unsafe Array($0.prefix(6)) }
        self.init(bytes)
    }

    /// `00:50:56:ab:cd:ef`.
    public var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
    }
}
