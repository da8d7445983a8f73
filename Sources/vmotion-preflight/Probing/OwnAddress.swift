import Facts
import LinuxSystem

/// An address that this machine has, with the interface it is on.
struct OwnAddress {
    let interface: String
    let address: IPAddress

    /// Those of the interfaces that are up; only those on `interface`, and only `sources`, where these are given.
    static func all(on interface: String?, among sources: [InternetAddress]) throws -> [OwnAddress] {
        let interfaces = try NetworkInterface.all().filter { $0.isUp && $0.name == interface ?? $0.name }
        // Loopback stands in nobody's network, unless somebody asks for it.
        let own = interfaces.filter { !$0.isLoopback || interface != nil || !sources.isEmpty }.flatMap { interface in
            interface.addresses.map { (interface.name, $0.address) }
        }
        return own.compactMap { name, address in
            guard sources.isEmpty || sources.contains(where: { $0.bytes == address.bytes }) else { return nil }
            // An address that every link has says nothing about where it is.
            guard address.family == .ipv4 || address.bytes[0] != 0xFE || address.bytes[1] & 0xC0 != 0x80 else {
                return nil
            }
            return IPAddress("\(address)").map { OwnAddress(interface: name, address: $0) }
        }
    }
}
