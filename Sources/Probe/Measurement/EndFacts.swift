import Agent
import Evidence
import Glibc
import LinuxSystem

/// What a machine knows of itself as the end of a path.
struct EndFacts: AgentMessage {
    var interface: String?
    var mtu: Int?
    var kernel: String?
    var driver: String?
    var speedMbps: Int?
    var congestionControl: String?
    /// The most that the kernel's own tuning lets a connection's buffers grow to: tcp_wmem and tcp_rmem, tcp(7).
    var sendBufferMaximum: Int?
    var receiveBufferMaximum: Int?

    /// The facts of this machine, where `interface`, or else the one that has `address`, carries the path.
    init(address: InternetAddress, interface name: String?) {
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
    func end(_ side: AddressPair.Side, address: InternetAddress) -> End {
        var end = End(name: side.name ?? address.description, address: address.description)
        (end.host, end.adapter, end.netstack, end.site) = (side.host, side.adapter, side.netstack, side.site)
        (end.interface, end.mtu, end.kernel) = (interface, mtu, kernel)
        (end.driver, end.speedMbps, end.congestionControl) = (driver, speedMbps, congestionControl)
        return end
    }
}
