public import Evidence
import Glibc
public import LinuxSystem

/// What a machine knows of itself as the end of a path.
public struct EndFacts: AgentMessage {
    /// The network interface that has the address.
    public var interface: String?
    /// Its MTU in bytes.
    public var mtu: Int?
    /// The release of the kernel.
    public var kernel: String?
    /// Its driver.
    public var driver: String?
    /// Its speed in Mbit/s, where it knows one.
    public var speedMbps: Int?
    /// The congestion control that connections have where they ask for none.
    public var congestionControl: String?
    /// The most that the kernel's own tuning lets a connection's send buffer grow to: tcp_wmem, tcp(7).
    public var sendBufferMaximum: Int?
    /// The same for its receive buffer: tcp_rmem.
    public var receiveBufferMaximum: Int?

    /// The facts of this machine, where `interface`, or else the one that has `address`, carries the path.
    public init(address: InternetAddress, interface name: String?) {
        let interfaces = (try? NetworkInterface.all()) ?? []
        let found = interfaces.first { interface in
            name.map { $0 == interface.name } ?? interface.addresses.contains { $0.address.bytes == address.bytes }
        }
        interface = found?.name ?? name
        mtu = found?.mtu
        driver = found?.driver
        speedMbps = found?.speedMbps
        kernel = Self.kernelRelease
        congestionControl = SystemFile.text("/proc/sys/net/ipv4/tcp_congestion_control")
        sendBufferMaximum = SystemFile.words("/proc/sys/net/ipv4/tcp_wmem").last.flatMap { Int($0) }
        receiveBufferMaximum = SystemFile.words("/proc/sys/net/ipv4/tcp_rmem").last.flatMap { Int($0) }
    }

    private static var kernelRelease: String? { SystemFile.text("/proc/sys/kernel/osrelease") }

    /// The end that the evidence names.
    public func end(_ side: AddressPair.Side, address: InternetAddress) -> End {
        var end = End(name: side.name ?? address.description, address: address.description)
        (end.host, end.adapter, end.netstack, end.site) = (side.host, side.adapter, side.netstack, side.site)
        (end.interface, end.mtu, end.kernel) = (interface, mtu, kernel)
        (end.driver, end.speedMbps, end.congestionControl) = (driver, speedMbps, congestionControl)
        return end
    }

    /// Throws where a number makes no sense.
    public func validate() throws(AgentError) {
        try within(0...1 << 32, ["mtu": mtu, "sendBufferMaximum": sendBufferMaximum])
        try within(0...1 << 32, ["receiveBufferMaximum": receiveBufferMaximum])
        try within(-1...1_000_000_000, ["speedMbps": speedMbps])
        try atMost(256, bytesIn: [interface, kernel, driver, congestionControl])
    }
}
