import CLinux
import Glibc

/// A socket for datagrams of an internet protocol: UDP, ICMP by ping sockets (icmp(7)) or raw ones (raw(7)).
public struct InternetSocket: ~Copyable, Sendable {
    /// What kind of socket it is.
    public enum Kind: Sendable {
        /// Datagrams of a protocol that the kernel multiplexes: UDP, and ICMP echo where net.ipv4.ping_group_range allows.
        case datagram
        /// All packets of a protocol, for which CAP_NET_RAW is needed.
        case raw
    }

    /// The protocols that are spoken.
    public enum Transport: Sendable {
        /// ICMP or ICMPv6, by the family.
        case icmp
        /// UDP.
        case udp
    }

    /// The socket itself.
    public let descriptor: Descriptor

    /// The family of its addresses.
    public let family: InternetAddress.Family

    /// What kind of socket it is.
    public let kind: Kind

    /// A socket that tells errors by its queue (IP_RECVERR) and the TTL of what arrives.
    public init(_ family: InternetAddress.Family, _ kind: Kind, _ transport: Transport) throws(SystemError) {
        let type = kind == .raw ? clinux_SOCK_RAW : clinux_SOCK_DGRAM
        let number =
            switch (transport, family) {
            case (.udp, _): IPPROTO_UDP
            case (.icmp, .ipv4): IPPROTO_ICMP
            case (.icmp, .ipv6): IPPROTO_ICMPV6
            }
        let name = "open a \(kind == .raw ? "raw" : "datagram") socket for \(transport == .udp ? "UDP" : "ICMP")"
        let opened = Descriptor(
            owning: try system(name) { socket(family.domain, Int32(type | clinux_SOCK_FLAGS), Int32(number)) })
        let isFour = family == .ipv4
        try setOption(opened.number, family.level, isFour ? IP_RECVERR : IPV6_RECVERR, 1)
        try setOption(opened.number, family.level, isFour ? IP_RECVTTL : IPV6_RECVHOPLIMIT, 1)
        descriptor = opened
        self.family = family
        self.kind = kind
    }

    /// Sends from this address, to which the kernel then routes replies, and receives at `port`, 0 to let the kernel choose.
    public func bind(to address: InternetAddress, port: UInt16 = 0) throws(SystemError) {
        let source = SocketAddress(address, port: port)
        let number = descriptor.number
        try system(port == 0 ? "send from \(address)" : "receive at \(source)") {
            unsafe source.withPointer { unsafe Glibc.bind(number, $0, $1) }
        }
    }

    /// Sends and receives by the interface `name` alone: socket(7), SO_BINDTODEVICE.
    public func bind(toInterface name: String) throws(SystemError) {
        let number = descriptor.number
        try system("use only the interface \(name)") {
            unsafe setsockopt(number, SOL_SOCKET, SO_BINDTODEVICE, name, socklen_t(name.utf8.count))
        }
    }

    /// Limits the routers that what is sent may pass.
    public func setHopLimit(_ hops: Int) throws(SystemError) {
        try set(family.level, family == .ipv4 ? IP_TTL : IPV6_UNICAST_HOPS, Int32(clamping: hops))
    }

    /// Sends whole or not at all, whatever the kernel has learnt of the path's MTU: ip(7), IP_PMTUDISC_PROBE.
    public func forbidFragments() throws(SystemError) {
        let mode: Int32 = 3
        try set(family.level, family == .ipv4 ? IP_MTU_DISCOVER : IPV6_MTU_DISCOVER, mode)
        if family == .ipv6 { try set(family.level, IPV6_DONTFRAG, 1) }
    }

    /// Asks the kernel to stamp what is sent and received; what is sent is stamped on the error queue.
    public func stampPackets() throws(SystemError) {
        try set(SOL_SOCKET, Int32(clinux_SO_TIMESTAMPING), Int32(clinux_STAMPS))
    }

    /// Asks the kernel to stamp what is received.
    public func stampReceived() throws(SystemError) { try set(SOL_SOCKET, Int32(clinux_SO_TIMESTAMPNS), 1) }

    private func set(_ level: Int32, _ option: Int32, _ value: Int32) throws(SystemError) {
        try setOption(descriptor.number, level, option, value)
    }

    /// Sends one datagram.
    public func send(_ bytes: [UInt8], to destination: SocketAddress) throws(SystemError) {
        let number = descriptor.number
        // The first error may be an older packet's, which the queue tells as well: ip(7), IP_RECVERR.
        for attempt in 0..<2 {
            do throws(SystemError) {
                try system("send to \(destination.address)") {
                    unsafe destination.withPointer { address, length in
                        unsafe sendto(number, bytes, bytes.count, Int32(MSG_NOSIGNAL), address, length)
                    }
                }
                return
            } catch {
                if attempt == 1 || error.number == EMSGSIZE || error.number == EPERM { throw error }
            }
        }
    }

    /// The port or echo identifier that the kernel gave it.
    public var localNumber: UInt16? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let number = descriptor.number
        let answer = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(number, $0, &length)
            }
        }
        return answer == 0 ? SocketAddress(storage)?.port : nil
    }

    /// Takes a datagram that has arrived; nil when there is none.
    public func receive(into buffer: UnsafeMutableRawBufferPointer) -> ReceivedMessage? {
        unsafe ReceivedMessage(from: descriptor.number, into: buffer, flags: Int32(clinux_MSG_DONTWAIT))
    }

    /// Takes an entry of the error queue; nil when there is none.
    public func receiveError(into buffer: UnsafeMutableRawBufferPointer) -> ReceivedMessage? {
        unsafe ReceivedMessage(
            from: descriptor.number, into: buffer, flags: Int32(clinux_MSG_DONTWAIT | clinux_MSG_ERRQUEUE))
    }
}

extension InternetAddress.Family {
    /// The level of its socket options.
    var level: Int32 { Int32(self == .ipv4 ? IPPROTO_IP : IPPROTO_IPV6) }
}

/// Sets an option of a socket that is a number: setsockopt(2).
func setOption(_ socket: Int32, _ level: Int32, _ option: Int32, _ value: Int32) throws(SystemError) {
    var value = value
    try system("set an option of a socket") {
        unsafe setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
