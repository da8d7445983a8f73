import CLinux
import Glibc

/// Which way the kernel sends to an address: rtnetlink(7), RTM_GETROUTE.
public struct Route: Sendable, Equatable {
    /// The number of the interface that packets leave by.
    public var interface: UInt32

    /// The router that they are handed to; nil when the address is on the interface's own network.
    public var gateway: InternetAddress?

    /// The address that they are sent from unless told otherwise.
    public var source: InternetAddress?

    /// The route to `address`, from `source` and by the interface of that number where these are given.
    public static func to(
        _ address: InternetAddress, from source: InternetAddress? = nil, interface: UInt32? = nil
    ) throws(SystemError) -> Route {
        let action = "find the way to \(address)"
        let socket = Descriptor(
            owning: try system(action) { Glibc.socket(AF_NETLINK, Int32(clinux_SOCK_RAW | clinux_SOCK_FLAGS), 0) })
        let request = question(address, source, interface ?? (address.scope > 0 ? address.scope : nil))
        // The kernel answers before send(2) returns.
        try system(action) { unsafe send(socket.number, request, request.count, 0) }
        var answer = [UInt8](repeating: 0, count: 8192)
        let count = try system(action) { unsafe recv(socket.number, &answer, answer.count, 0) }
        return try Route(answer: Array(answer[..<count]), action: action)
    }

    private static func question(
        _ address: InternetAddress, _ source: InternetAddress?, _ interface: UInt32?
    ) -> [UInt8] {
        var route = rtmsg()
        route.rtm_family = UInt8(address.family.domain)
        route.rtm_dst_len = UInt8(address.bytes.count * 8)
        var attributes = attribute(UInt16(RTA_DST.rawValue), address.bytes)
        if let source, source.family == address.family {
            route.rtm_src_len = UInt8(source.bytes.count * 8)
            attributes += attribute(UInt16(RTA_SRC.rawValue), source.bytes)
        }
        if let interface { attributes += attribute(UInt16(RTA_OIF.rawValue), bytes(of: interface)) }
        var header = nlmsghdr()
        header.nlmsg_type = UInt16(RTM_GETROUTE)
        header.nlmsg_flags = UInt16(NLM_F_REQUEST)
        header.nlmsg_len = UInt32(MemoryLayout<nlmsghdr>.size + MemoryLayout<rtmsg>.size + attributes.count)
        return bytes(of: header) + bytes(of: route) + attributes
    }

    private static func attribute(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
        let length = 4 + value.count
        return bytes(of: UInt16(length)) + bytes(of: type) + value + [UInt8](repeating: 0, count: -length & 3)
    }

    private static func bytes<Value: BitwiseCopyable>(of value: Value) -> [UInt8] {
        unsafe withUnsafeBytes(of: value) { unsafe Array($0) }
    }

    /// Reads an answer; a kernel that answers otherwise than rtnetlink(7) says has no route.
    init(answer: [UInt8], action: String) throws(SystemError) {
        func number(_ offset: Int) -> UInt32 {
            guard offset + 4 <= answer.count else { return 0 }
            return unsafe answer.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
        }
        func half(_ offset: Int) -> Int {
            Int(UInt16(truncatingIfNeeded: number(offset & ~3) >> (offset & 2 == 0 ? 0 : 16)))
        }
        let header = MemoryLayout<nlmsghdr>.size
        guard half(4) == Int(RTM_NEWROUTE), answer.count >= header + MemoryLayout<rtmsg>.size else {
            let isError = half(4) == Int(NLMSG_ERROR)
            throw SystemError(action, number: isError ? 0 &- Int32(bitPattern: number(header)) : EPROTO)
        }
        let family: InternetAddress.Family = answer[header] == UInt8(AF_INET) ? .ipv4 : .ipv6
        let type = answer[header + (MemoryLayout<rtmsg>.offset(of: \.rtm_type) ?? 7)]
        switch Int(type) {
        case Int(RTN_BLACKHOLE): throw SystemError(action, number: EINVAL)
        case Int(RTN_UNREACHABLE): throw SystemError(action, number: EHOSTUNREACH)
        case Int(RTN_PROHIBIT): throw SystemError(action, number: EACCES)
        default: break
        }
        interface = 0
        var offset = header + MemoryLayout<rtmsg>.size
        while offset + 4 <= answer.count {
            let length = half(offset)
            guard length >= 4, length <= answer.count - offset else { break }
            let value = Array(answer[(offset + 4)..<(offset + length)])
            switch UInt32(half(offset + 2)) {
            case RTA_OIF.rawValue: interface = number(offset + 4)
            case RTA_GATEWAY.rawValue: gateway = InternetAddress(family: family, bytes: value)
            case RTA_PREFSRC.rawValue: source = InternetAddress(family: family, bytes: value)
            default: break
            }
            offset += (length + 3) & ~3
        }
        // The kernel names link-local addresses without the interface, and takes none without it.
        (gateway, source) = (gateway?.on(interface: interface), source?.on(interface: interface))
    }
}
