import CLinux
import Glibc

extension Capability {
    /// Does what the capability is for; returns or throws why it cannot.
    func attempt() throws(SystemError) -> String? {
        switch self {
        case .rawCapture:
            _ = Descriptor(
                owning: try system("open a packet socket") {
                    socket(AF_PACKET, Int32(clinux_SOCK_RAW | clinux_SOCK_FLAGS), Int32(UInt16(ETH_P_ALL).bigEndian))
                })
            return nil
        case .nanosecondStamps: return try stampOnLoopback() ? nil : "the kernel stamps no packets"
        case .pingSockets:
            _ = try InternetSocket(.ipv4, .datagram, .icmp)
            return nil
        case .rawICMP:
            _ = try InternetSocket(.ipv4, .raw, .icmp)
            return nil
        case .dontFragment:
            let socket = try InternetSocket(.ipv4, .datagram, .udp)
            try socket.forbidFragments()
            return nil
        case .errorQueue:
            return try errorOnLoopback() ? nil : "no ICMP error came back from a closed port on loopback"
        case .arpProbing, .vlanTags:
            guard let interface = try NetworkInterface.all().first(where: { $0.isUp && $0.hardwareAddress != nil })
            else { return "no Ethernet interface is up" }
            _ = try PacketSocket(interface: interface, etherType: UInt16(ETH_P_ARP))
            return nil
        case .largeBuffers:
            let socket = try InternetSocket(.ipv4, .datagram, .udp)
            try setOption(socket.descriptor.number, SOL_SOCKET, SO_SNDBUFFORCE, 64 << 20)
            return nil
        case .userfaultMissing, .userfaultWriteProtect, .userfaultWriteProtectAsync, .pagemapScan:
            return try attemptOnMemory()
        case .tun, .networkNamespaces:
            return try attemptOnInterfaces()
        }
    }

    /// Whether a datagram to this machine itself arrives with a stamp.
    private func stampOnLoopback() throws(SystemError) -> Bool {
        let receiver = try loopbackSocket()
        try receiver.stampReceived()
        guard let port = receiver.localNumber else { return false }
        try InternetSocket(.ipv4, .datagram, .udp).send([1], to: SocketAddress(loopback, port: port))
        guard try receiver.descriptor.waitReadable(nanoseconds: 200_000_000) else { return false }
        return unsafe withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
            unsafe receiver.receive(into: buffer)?.stamp != nil
        }
    }

    /// Whether a datagram to a closed port comes back by the error queue.
    private func errorOnLoopback() throws(SystemError) -> Bool {
        // The port of a socket that is gone.
        let closed = try loopbackSocket().localNumber ?? 9
        let sender = try InternetSocket(.ipv4, .datagram, .udp)
        try sender.send([1], to: SocketAddress(loopback, port: closed))
        guard try sender.descriptor.waitReadable(nanoseconds: 200_000_000) else { return false }
        return unsafe withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
            unsafe sender.receiveError(into: buffer)?.error?.origin == .icmp
        }
    }

    private var loopback: InternetAddress { InternetAddress(family: .ipv4, bytes: [127, 0, 0, 1]) }

    private func loopbackSocket() throws(SystemError) -> InternetSocket {
        let socket = try InternetSocket(.ipv4, .datagram, .udp)
        try socket.bind(to: loopback)
        return socket
    }
}
