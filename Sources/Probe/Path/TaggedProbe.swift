public import Evidence
public import LinuxSystem

/// Whether the machines of a VLAN answer where an interface stands: ARP probes with an IEEE 802.1Q tag.
public enum TaggedProbe {
    /// Asks for the addresses of `subnet` on `vlan`, only by `interface`, and only as often as needed.
    ///
    /// - Parameters:
    ///   - interface: The name of the interface, which should carry the VLAN tagged (a trunk).
    ///   - vlan: The VLAN; 0 sends without a tag.
    ///   - subnet: An address of the IPv4 subnet and how many bits name it.
    ///   - limit: At most so many addresses.
    ///   - cancellation: Ends it early; what was found until then is returned.
    ///   - progress: Is told how many of all were asked for.
    public static func measure(
        interface: String, vlan: Int, subnet: NetworkInterface.Address, limit: Int = 1_024,
        unless cancellation: Cancellation, progress: (Int, Int) -> Void = { _, _ in }
    ) throws(MeasurementError) -> VLANProbe {
        guard subnet.address.family == .ipv4, (0...32).contains(subnet.prefix), (0...4094).contains(vlan) else {
            throw MeasurementError("a VLAN is asked for an IPv4 subnet, with a number from 0 to 4094")
        }
        let link = try interfaceInUse(interface)
        guard let source = link.hardwareAddress else {
            throw MeasurementError("the interface \(interface) has no hardware address, so it carries no VLAN")
        }
        let targets = addresses(of: subnet, limit: limit)
        var probe = VLANProbe(
            vlan: vlan, subnet: subnet.description, interface: interface, asked: targets.count, answered: 0)
        do throws(SystemError) {
            let round = Round(
                socket: try PacketSocket(interface: link, etherType: ARPPacket.etherType), source: source,
                vlan: UInt16(vlan), targets: targets)
            // One lost frame must not decide.
            for _ in 0..<2 where round.found.isEmpty && !cancellation.isCancelled {
                try round.ask(unless: cancellation, progress: progress)
            }
            probe.answered = round.found.count
            probe.address = round.first?.address.description
            probe.hardwareAddress = round.first?.hardware.description
            if cancellation.isCancelled { probe.asked = round.asked }
        } catch {
            throw MeasurementError(
                error.isMissingPermission ? "\(error); run as root, or once: \(ThisProgram.setcapCommand)" : "\(error)")
        }
        return probe
    }

    /// The addresses of hosts in `subnet`: first and last, where routers stand, then all between, spread when too many.
    static func addresses(of subnet: NetworkInterface.Address, limit: Int) -> [InternetAddress] {
        let number = subnet.address.bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let hostBits = 32 - subnet.prefix
        let mask: UInt32 = hostBits == 32 ? 0 : ~0 << UInt32(hostBits)
        // No network and broadcast address in the smallest ones: RFC 3021.
        let first = (number & mask) &+ (hostBits > 1 ? 1 : 0)
        let last = (number | ~mask) &- (hostBits > 1 ? 1 : 0)
        let count = Int(last - first) + 1
        var hosts = [first]
        if last != first { hosts.append(last) }
        let inner = min(count - 2, limit - 2)
        for index in 0..<max(0, inner) {
            hosts.append(first + 1 + UInt32((count - 2) * index / inner))
        }
        return hosts.map { host in
            InternetAddress(
                family: .ipv4, bytes: (0..<4).map { UInt8(truncatingIfNeeded: host >> UInt32(24 - 8 * $0)) })
        }
    }
}

/// One pass over the addresses.
private final class Round {
    /// A thousand frames a second are little for any network.
    private static let pace: Int64 = 1_000_000
    private static let patience: Int64 = 1_000_000_000

    private let socket: PacketSocket
    private let source: HardwareAddress
    private let vlan: UInt16
    private let targets: [InternetAddress]
    private(set) var asked = 0
    private(set) var found: Set<InternetAddress> = []
    private(set) var first: (address: InternetAddress, hardware: HardwareAddress)?

    init(socket: consuming PacketSocket, source: HardwareAddress, vlan: UInt16, targets: [InternetAddress]) {
        self.socket = socket
        self.source = source
        self.vlan = vlan
        self.targets = targets
    }

    func ask(unless cancellation: Cancellation, progress: (Int, Int) -> Void) throws(SystemError) {
        asked = 0
        var next = MonotonicClock.now
        for target in targets {
            try socket.send(ARPPacket.probe(for: target, from: source, vlan: vlan))
            asked += 1
            progress(asked, targets.count)
            next = next &+ Self.pace
            listen(until: next, unless: cancellation)
            if cancellation.isCancelled { return }
        }
        let deadline = MonotonicClock.now &+ Self.patience
        while found.count < targets.count, MonotonicClock.now < deadline, !cancellation.isCancelled {
            listen(until: min(deadline, MonotonicClock.now &+ 50_000_000), unless: cancellation)
        }
    }

    private func listen(until deadline: Int64, unless cancellation: Cancellation) {
        while (try? socket.descriptor.waitReadable(until: deadline, unless: cancellation)) == .ready {
            unsafe withUnsafeTemporaryAllocation(byteCount: 2048, alignment: 8) { buffer in
                while let message = unsafe socket.receive(into: buffer) {
                    let frame = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<message.count])
                    guard !message.isOutgoing, message.vlan ?? 0 == vlan, let answer = unsafe ARPPacket.reply(frame),
                        targets.contains(answer.address), found.insert(answer.address).inserted
                    else { continue }
                    if first == nil { first = answer }
                }
            }
        }
    }
}
