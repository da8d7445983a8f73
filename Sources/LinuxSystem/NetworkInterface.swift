import CLinux
import Glibc

/// A network interface of this machine, as the kernel describes it now.
public struct NetworkInterface: Sendable, Equatable {
    /// An address of an interface, and how many of its bits name the network.
    public struct Address: Sendable, Hashable, CustomStringConvertible {
        /// The address.
        public var address: InternetAddress
        /// How many of its first bits name the network.
        public var prefix: Int

        /// An address and how many of its first bits name the network.
        public init(_ address: InternetAddress, prefix: Int) {
            self.address = address
            self.prefix = prefix
        }

        /// `192.0.2.1/24`.
        public var description: String { "\(address)/\(prefix)" }

        /// Whether `other` is on the same network.
        public func contains(_ other: InternetAddress) -> Bool {
            guard other.family == address.family else { return false }
            return (0..<min(prefix, address.bytes.count * 8)).allSatisfy { bit in
                let different: UInt8 = address.bytes[bit / 8] ^ other.bytes[bit / 8]
                return different & (0x80 >> UInt8(bit % 8)) == 0
            }
        }
    }

    /// Its name and the kernel's number for it.
    public var name: String
    public var index: UInt32

    /// The largest packet that it sends, in bytes with IP header.
    public var mtu: Int

    /// Its hardware address; none for one that has no link layer of Ethernet's kind.
    public var hardwareAddress: HardwareAddress?

    /// Its addresses, IPv4 before IPv6.
    public var addresses: [Address]

    /// Whether it is switched on, and whether it has a carrier.
    public var isUp: Bool
    public var isRunning: Bool

    /// Whether it only reaches this machine itself.
    public var isLoopback: Bool

    /// The driver, as ethtool(8) shows it.
    public var driver: String?

    /// The speed of the link in 10^6 bit/s; nil where the interface knows none, and where its driver only makes one up.
    public var speedMbps: Int?

    /// Drivers that name a speed without having a wire.
    private static let driversWithoutWire: Set<String> = [
        "veth", "tun", "bridge", "dummy", "openvswitch", "macvlan", "virtio_net",
    ]

    /// All interfaces of this network namespace, in the order of their numbers.
    public static func all() throws(SystemError) -> [NetworkInterface] {
        var list: UnsafeMutablePointer<ifaddrs>?
        try system("list the network interfaces") { unsafe getifaddrs(&list) }
        defer { unsafe freeifaddrs(list) }
        var addresses: [String: [Address]] = [:]
        var links: [String: (flags: UInt32, hardware: HardwareAddress?)] = [:]
        var entry = unsafe list
        while let current = unsafe entry?.pointee {
            unsafe entry = current.ifa_next
            let name = unsafe String(cString: current.ifa_name)
            guard let address = unsafe current.ifa_addr else {
                // One without a hardware address, such as a TUN device, has none here either: getifaddrs(3).
                if links[name] == nil { links[name] = unsafe (current.ifa_flags, nil) }
                continue
            }
            if unsafe Int32(address.pointee.sa_family) == AF_PACKET {
                let hardware = unsafe address.withMemoryRebound(to: sockaddr_ll.self, capacity: 1) {
                    unsafe HardwareAddress($0.pointee)
                }
                links[name] = unsafe (current.ifa_flags, hardware)
            } else if let found = unsafe Address(current) {
                addresses[name, default: []].append(found)
            }
        }
        return links.map { name, link in
            NetworkInterface(
                name: name, flags: link.flags, hardwareAddress: link.hardware, addresses: addresses[name] ?? [])
        }.sorted { $0.index < $1.index }
    }

    /// The interface of that name; nil when there is none.
    public static func named(_ name: String) throws(SystemError) -> NetworkInterface? {
        try all().first { $0.name == name }
    }

    /// The interface that has `address`; nil when none has.
    public static func having(_ address: InternetAddress) throws(SystemError) -> NetworkInterface? {
        try all().first { $0.addresses.contains { $0.address.bytes == address.bytes } }
    }

    private init(name: String, flags: UInt32, hardwareAddress: HardwareAddress?, addresses: [Address]) {
        self.name = name
        index = unsafe if_nametoindex(name)
        self.hardwareAddress = hardwareAddress
        self.addresses =
            addresses.filter { $0.address.family == .ipv4 } + addresses.filter { $0.address.family == .ipv6 }
        isUp = Int(flags) & clinux_IFF_UP != 0
        isRunning = Int(flags) & clinux_IFF_RUNNING != 0
        isLoopback = Int(flags) & clinux_IFF_LOOPBACK != 0
        let properties = InterfaceProperties(of: name)
        mtu = properties.mtu
        driver = properties.driver
        let invented = isLoopback || properties.driver.map(Self.driversWithoutWire.contains) ?? true
        speedMbps = invented ? nil : properties.speedMbps
    }
}

extension NetworkInterface.Address {
    fileprivate init?(_ entry: ifaddrs) {
        guard let address = unsafe SocketAddress(reading: entry.ifa_addr) else { return nil }
        let mask = unsafe entry.ifa_netmask.flatMap {
            unsafe SocketAddress(reading: $0, family: address.address.family)
        }
        self.address = address.address
        prefix = mask?.address.bytes.reduce(0) { $0 + $1.nonzeroBitCount } ?? address.address.bytes.count * 8
    }
}

extension SocketAddress {
    /// What the kernel left at `pointer`; nil for another family.
    init?(reading pointer: UnsafePointer<sockaddr>, family: InternetAddress.Family? = nil) {
        var storage = sockaddr_storage()
        let domain = unsafe family?.domain ?? Int32(pointer.pointee.sa_family)
        let size = domain == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
        guard domain == AF_INET || domain == AF_INET6 else { return nil }
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: pointer, count: size))
        }
        storage.ss_family = sa_family_t(domain)
        self.init(storage)
    }
}
