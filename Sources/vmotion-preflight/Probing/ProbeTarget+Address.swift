import LinuxSystem

extension ProbeTarget {
    /// Refuses an address that no machine has, and one that says too little; `interface` is the one to measure over.
    mutating func settle(on interface: String?) throws {
        guard address.isOfOneMachine else {
            throw CommandFailure("\(name) is no address of a machine; probe one of a host")
        }
        let all = try NetworkInterface.all()
        if address.isLinkLocal, address.scope == 0 {
            guard let link = all.first(where: { $0.name == interface }) else {
                let example = all.first { !$0.isLoopback }?.name ?? "eth0"
                throw CommandFailure(
                    "\(name) is on every link; say on which, as in \(address)%\(example), or with --interface")
            }
            address = address.on(interface: link.index)
        }
        if let network = all.lazy.flatMap(\.addresses).first(where: { $0.isBroadcast(address) }) {
            throw CommandFailure("\(name) is the broadcast address of \(network), and no machine's")
        }
    }

    /// Whether this machine itself has the address.
    func isOwn() throws -> Bool { try NetworkInterface.having(address) != nil }
}

extension NetworkInterface.Address {
    /// Whether `other` stands for all machines of the network: RFC 919.
    fileprivate func isBroadcast(_ other: InternetAddress) -> Bool {
        guard other.family == .ipv4, address.family == .ipv4, prefix < 31, contains(other) else { return false }
        let number = other.bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let hosts = UInt32.max >> UInt32(prefix)
        return number & hosts == hosts
    }
}
