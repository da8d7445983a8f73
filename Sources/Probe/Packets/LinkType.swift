/// What a frame begins with: the LINKTYPE_ and DLT_ numbers of <https://www.tcpdump.org/linktypes.html> that carry IP.
public enum LinkType: Sendable, Hashable {
    /// BSD loopback: the family in the byte order of the machine that captured.
    case null
    case ethernet
    /// IP without anything before it, of either version.
    case rawIP
    case rawIPv4
    case rawIPv6
    /// OpenBSD loopback: the family in network order.
    case loop
    /// Linux "cooked", as the interface `any` gives it.
    case linuxCooked
    case linuxCooked2
    /// A link type whose frames are not understood.
    case other(UInt32)

    /// The link type with this number, as in a capture file's header or from libpcap.
    public init(number: UInt32) {
        switch number {
        case 0: self = .null
        case 1: self = .ethernet
        case 12, 14, 101: self = .rawIP
        case 108: self = .loop
        case 113: self = .linuxCooked
        case 228: self = .rawIPv4
        case 229: self = .rawIPv6
        case 276: self = .linuxCooked2
        default: self = .other(number)
        }
    }

    /// Whether its frames are understood.
    public var isKnown: Bool {
        if case .other = self { false } else { true }
    }

    /// The name that the evidence carries.
    public var name: String {
        switch self {
        case .null: "BSD loopback"
        case .ethernet: "Ethernet"
        case .rawIP: "raw IP"
        case .rawIPv4: "raw IPv4"
        case .rawIPv6: "raw IPv6"
        case .loop: "OpenBSD loopback"
        case .linuxCooked: "Linux cooked v1"
        case .linuxCooked2: "Linux cooked v2"
        case .other(let number): "link type \(number)"
        }
    }
}
