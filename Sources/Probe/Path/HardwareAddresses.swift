public import LinuxSystem

/// The interfaces that answer for an address on the local network; more than one is a conflict.
public struct HardwareAddresses: Sendable, Equatable {
    /// Their addresses in the order of their answers; nil when the address is behind a router or this machine's own.
    public private(set) var all: [HardwareAddress]?

    /// Asks for `ends.to` three times within `nanoseconds`.
    ///
    /// - Parameters:
    ///   - ends: Between which addresses.
    ///   - nanoseconds: How long answers are collected.
    ///   - cancellation: Ends it early.
    public static func find(
        _ ends: PathEnds, nanoseconds: Int64 = 1_000_000_000, unless cancellation: Cancellation
    ) throws(MeasurementError) -> HardwareAddresses {
        var found = HardwareAddresses()
        do throws(SystemError) {
            guard let interface = try ends.localInterface(), let source = interface.hardwareAddress else {
                return found
            }
            let isFour = ends.to.family == .ipv4
            let type = isFour ? ARPPacket.etherType : NeighborPacket.etherType
            let question =
                isFour
                ? ARPPacket.probe(for: ends.to, from: source)
                : NeighborPacket.solicitation(for: ends.to, from: source)
            let socket = try PacketSocket(interface: interface, etherType: type)
            var all: [HardwareAddress] = []
            for _ in 0..<3 where !cancellation.isCancelled {
                try socket.send(question)
                let deadline = MonotonicClock.now &+ nanoseconds / 3
                while try socket.descriptor.waitReadable(until: deadline, unless: cancellation) == .ready {
                    unsafe withUnsafeTemporaryAllocation(byteCount: 2048, alignment: 8) { buffer in
                        while let message = unsafe socket.receive(into: buffer) {
                            let frame = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<message.count])
                            let answer = unsafe isFour ? ARPPacket.reply(frame) : NeighborPacket.advertisement(frame)
                            guard !message.isOutgoing, message.vlan == nil, let answer,
                                answer.address.bytes == ends.to.bytes, !all.contains(answer.hardware)
                            else { continue }
                            all.append(answer.hardware)
                        }
                    }
                }
            }
            found.all = all
        } catch {
            throw MeasurementError(
                error.isMissingPermission ? "\(error); run as root, or once: \(ThisProgram.setcapCommand)" : "\(error)")
        }
        return found
    }
}

extension PathEnds {
    /// The interface on whose own network `to` is; nil when it is behind a router or on this machine.
    func localInterface() throws(SystemError) -> NetworkInterface? {
        let all = try NetworkInterface.all()
        guard !all.contains(where: { $0.addresses.contains { $0.address.bytes == to.bytes } }) else { return nil }
        let chosen = all.first { $0.name == interface }
        let route = try Route.to(to, from: from, interface: chosen?.index)
        guard route.gateway == nil, let link = all.first(where: { $0.index == route.interface }) else { return nil }
        return link.isLoopback ? nil : link
    }
}
